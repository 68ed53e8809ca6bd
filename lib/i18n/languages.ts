import { isLanguage, type Language } from '#lib/domain/languages.ts'

/** Each language under its own name. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  ar: 'العربية',
}

/** The cookie that keeps a person's own choice of language. */
export const languageCookie = 'language'

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
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
