import { isLanguage, type Language } from '#lib/domain/languages.ts'
import { languageCookie } from '#lib/i18n/language-names.ts'

const languageName = 'in-language'
/** What the button of a language is called in the form that it sends. */
export const languageField = 'language'

/** The address to which a form is sent that is not meant yet: its page comes back in another language, with what was typed. */
export function inLanguage(path: string, language: string): string {
  const [pathname = '/', search] = path.split('?')
  const asked = new URLSearchParams(search)
  asked.set(languageName, language)
  return `${pathname}?${asked}`
}

/** The language that such an address asks for. */
export function languageAsked({ searchParams }: URL): Language | undefined {
  const language = searchParams.get(languageName) ?? undefined
  return isLanguage(language) ? language : undefined
}

/** The cookie that keeps the language, for this request or for the browser. */
export function cookieFor(language: Language) {
  const place = { path: '/', sameSite: 'lax', httpOnly: true } as const
  return { name: languageCookie, value: language, ...place }
}
