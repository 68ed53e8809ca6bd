import { expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'
import { directionOf, languageNames } from '#lib/i18n/language-names.ts'

test('each language has its own name, with a capital where it has one, and its direction', () => {
  expect(languages.map((one) => [languageNames[one], directionOf(one)])).toEqual([
    ['English', 'ltr'],
    ['Español', 'ltr'],
    ['العربية', 'rtl'],
  ])
})
