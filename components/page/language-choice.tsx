import { headers } from 'next/headers'
import { getLocale } from 'next-intl/server'
import { use } from 'react'
import { Form } from '#components/ui/form.tsx'
import { languages } from '#lib/domain/languages.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { LanguageButton } from './language-button.tsx'

/**
 * The languages of the portal, each under its own name. Works without scripts; comes back to the same page, with what was
 * typed (without scripts: in the form with the id `typed`). Where something stands that is shown once (`data-shown-once`) it
 * is left out by the styles, and the page says so.
 */
export function LanguageChoice({ typed }: { typed?: string | undefined }) {
  const t = useTranslations('common')
  const [current, sent] = [use(getLocale()), use(headers())]
  const path = sent.get('x-path') ?? '/'
  return (
    <Form action="/language" method="post" aria-label={t('language')} className="language-choice">
      <input type="hidden" name="back" value={path} />
      {languages.map((language) => (
        <LanguageButton
          key={language}
          language={language}
          name={languageNames[language]}
          isCurrent={language === current}
          path={path}
          form={typed}
        />
      ))}
    </Form>
  )
}
