import { expect, test } from 'vitest'
import { inLanguage, inLetter, languageAsked } from '#lib/i18n/in-language.ts'

test('a page is asked for in another language by its own address, and only in one that we speak', () => {
  const asked = (path: string) => languageAsked(new URL(path, 'https://portal.example'))
  for (const path of ['/', '/phones/1/dispute', '/sign-in/code?fault=wrong&left=4']) {
    const spanish = inLanguage(path, 'es')
    expect(spanish).toContain(path.split('?')[0])
    expect(asked(spanish)).toBe('es')
    // From there into a third: one word for it in the address.
    expect(inLanguage(spanish, 'ar').match(/lang=/g)).toHaveLength(1)
    expect(asked(inLanguage(spanish, 'ar'))).toBe('ar')
  }
  expect(asked('/phones')).toBeUndefined()
  expect(asked(inLanguage('/phones', 'xx'))).toBeUndefined()
})

test('a letter names its language in an address, but not the one of the lender, which nobody has said', () => {
  const page = 'https://portal.example/payments/1'
  const asked = (locale: 'en' | 'es') =>
    languageAsked(new URL(inLetter(page, { locale, lenderLocale: 'en' })))
  expect(asked('es')).toBe('es')
  expect(asked('en')).toBeUndefined()
})
