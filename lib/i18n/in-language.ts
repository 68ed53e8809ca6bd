import { isLanguage, type Language } from '#lib/domain/languages.ts'
import { languageCookie } from './language-names.ts'

const languageName = 'lang'
/** What the button of a language is called in the form that it sends. */
export const languageField = 'language'
/** The cookie that keeps in which language the letter was from which somebody came: whoever chooses another has it. */
export const letterLanguageCookie = 'letter-language'

/**
 * The address of a page in a language. A form that is not meant yet is sent there: its page comes back in that language,
 * with what was typed. A letter names it so: its page speaks as the letter did to whoever has chosen no language.
 */
export function inLanguage(address: string, language: string): string {
  const [pathname = '/', search] = address.split('?')
  const asked = new URLSearchParams(search)
  asked.set(languageName, language)
  return `${pathname}?${asked}`
}

/** The address that a letter to a borrower names. A lender's own language is left out: nobody has said it, and a browser knows better. */
export function inLetter(
  address: string,
  letter: { locale: Language; lenderLocale: Language },
): string {
  return letter.locale === letter.lenderLocale ? address : inLanguage(address, letter.locale)
}

/** The language that such an address asks for. */
export function languageAsked({ searchParams }: URL): Language | undefined {
  const language = searchParams.get(languageName) ?? undefined
  return isLanguage(language) ? language : undefined
}

/** The cookie that keeps the language, for this request or for the browser. */
export function cookieFor(language: Language, name: string = languageCookie) {
  const place = { path: '/', sameSite: 'lax', httpOnly: true } as const
  return { name, value: language, ...place }
}
