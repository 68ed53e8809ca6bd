import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { languageNames, languages } from '#lib/words/languages.ts'

/** The languages of the portal, each under its own name. Works without scripts; comes back to the same page. */
export async function LanguageChoice() {
  const [t, current, sent] = await Promise.all([getTranslations('common'), getLocale(), headers()])
  return (
    <form
      action="/language"
      method="post"
      aria-label={t('language')}
      className="-mx-2 flex flex-wrap gap-x-1"
    >
      <input type="hidden" name="back" value={sent.get('x-path') ?? '/'} />
      {languages.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-current={language === current ? 'true' : undefined}
          className="min-h-11 min-w-11 cursor-pointer px-2 underline underline-offset-4 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
        >
          {languageNames[language]}
        </button>
      ))}
    </form>
  )
}
