import { describe, expect, test } from 'vitest'
import { languages, messagesOf, sentencesOf } from './messages.ts'
import { harshWords } from './words.ts'

// A mark that others have set, and the lists that they keep, are named as they name them: whoever sees one must find it again,
// and be told whom to ask.
const isWhatOthersSay = (key: string) => /\bscreens\.stolen\.|^statements\.registers\./.test(key)

describe('4. Nobody is shamed', () => {
  test.for(languages)('no word in %s blames, threatens or shames', async (language) => {
    const sentences = sentencesOf(await messagesOf(language))
    expect(sentences.length).toBeGreaterThan(100)
    const harsh = sentences.filter(([, said]) => harshWords[language].test(said))
    expect(harsh.filter(([key]) => !isWhatOthersSay(key))).toEqual([])
  })

  test('the word lists do find what they look for', () => {
    expect(harshWords.en.test('You are a debtor')).toBe(true)
    expect(harshWords.es.test('Cliente moroso')).toBe(true)
    expect(harshWords.ar.test('أنت مدين')).toBe(true)
  })
})

describe('5. A person is one step away', () => {
  const money = {
    en: /money|paid/i,
    es: /dinero|cobrad|registr|a salvo|llegó/i,
    ar: /مال|وصل/,
  }
  const failing = [
    'failed',
    'expired',
    'cancelled',
    'set_aside',
    'given_back',
    'late',
    'with_person',
    'stopped',
    'locked_again',
  ]

  test.for(languages)('in %s every failing page says whether money was taken', async (language) => {
    const { payment } = await messagesOf(language)
    const { headline, lead } = payment as Record<'headline' | 'lead', Record<string, string>>
    for (const state of failing)
      expect(`${headline[state]}. ${lead[state]}`, state).toMatch(money[language])
  })

  test.for(languages)(
    'in %s every notice names whom to call, and the reference',
    async (language) => {
      const { notices } = await messagesOf(language)
      const { footer } = notices as { footer: string }
      for (const part of ['{helpPhone}', '{reference}', '{helpHours}'])
        expect(footer).toContain(part)
    },
  )
})
