import { headers } from 'next/headers'
import { getLocale } from 'next-intl/server'
import { use } from 'react'
import { Form } from '#components/ui/form.tsx'
import { languages } from '#lib/domain/languages.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

/**
 * The languages of the portal, each under its own name. Works without scripts; comes back to the same page. Where
 * something stands that is shown once (`data-shown-once`), a sentence stands in its place (controls.css).
 */
export function LanguageChoice() {
  const t = useTranslations('common')
  const [current, sent] = [use(getLocale()), use(headers())]
  return (
    <>
      <p hidden className="language-once">
        {t('language_once')}
      </p>
      <Form action="/language" method="post" aria-label={t('language')} className="language-choice">
        <input type="hidden" name="back" value={sent.get('x-path') ?? '/'} />
        {languages.map((language) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={language}
            aria-current={language === current ? 'true' : undefined}
          >
            {languageNames[language]}
          </button>
        ))}
      </Form>
    </>
  )
}
