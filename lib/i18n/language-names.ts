import { isLanguage, type Language, languages } from '#lib/domain/languages.ts'

export const languageNames = Object.fromEntries(
  languages.map((language) => [language, ownName(language)]),
) as Record<Language, string>

function ownName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** The cookie that keeps a person's own choice of language. */
export const languageCookie = 'language'

// Not every browser's Intl knows it.
const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur'])

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language) ? 'rtl' : 'ltr'
}

/** The first language of an Accept-Language header that we speak; undefined when there is none. */
export function preferredLanguage(acceptLanguage: string | null): Language | undefined {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...rest] = wish.trim().split(';')
    const weight = rest.find((part) => part.trim().startsWith('q='))?.split('=')[1]
    return { language: tag.split('-')[0]?.toLowerCase(), weight: Number(weight ?? 1) || 0 }
  })
  return wishes
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map((wish) => wish.language)
    .find(isLanguage)
}
