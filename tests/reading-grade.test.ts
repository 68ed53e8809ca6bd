import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { messagesOf } from '#lib/i18n/messages.ts'

type Tree = { [key: string]: string | Tree }

const forStaff = /^(desk|audit-log)/
const areas = Object.entries(messagesOf('en')).filter(([area]) => !forStaff.test(area))

test.each(areas)('what %s says is read after six years of school', (_, messages) => {
  const sentences = [...textsOf(messages as Tree)].flatMap(sentencesOf)
  expect(sentences.length).toBeGreaterThan(3)
  expect(gradeOf(sentences)).toBeLessThanOrEqual(6)
})

test('no sentence to a borrower is longer than 30 words', () => {
  const long = areas
    .flatMap(([, messages]) => [...textsOf(messages as Tree)].flatMap(sentencesOf))
    .filter((sentence) => wordsOf(sentence).length > 30)
  expect([...new Set(long)]).toEqual([])
})

test('the formula tells plain words from others', () => {
  expect(gradeOf(['Your phone is locked.', 'Pay to unlock it.'])).toBeLessThan(3)
  const official =
    'Delinquent obligations necessitate immediate remediation notwithstanding contractual alternatives.'
  expect(gradeOf([official])).toBeGreaterThan(20)
})

/** Flesch and Kincaid (1975): years of school in the United States that a text asks for. */
function gradeOf(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf)
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

// Groups of vowels, without an e that is not spoken.
function syllablesOf(word: string): number {
  const spoken = word.toLowerCase().replace(/(?<=[^aeiouy]|[^aeiouyl]l)e[ds]?$/, '')
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0)
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/[A-Za-z]+(?:[’'-][A-Za-z]+)*/g) ?? []
}

function sentencesOf(message: string): string[] {
  return variantsOf(parse(message))
    .flatMap((text) => text.split(/(?<=[.!?:;])\s+|\n/))
    .filter((sentence) => wordsOf(sentence).length > 0)
}

/** What a message can say: each way of each choice in it once. */
function variantsOf(parts: readonly MessageFormatElement[]): string[] {
  const ways = parts.map(waysOf)
  const most = Math.max(1, ...ways.map(({ length }) => length))
  return Array.from({ length: most }, (_, at) =>
    ways.map((of) => of[Math.min(at, of.length - 1)] ?? '').join(''),
  )
}

function waysOf(part: MessageFormatElement): string[] {
  if (part.type === TYPE.literal) return [part.value]
  if (part.type === TYPE.select || part.type === TYPE.plural)
    return Object.values(part.options).flatMap(({ value }) => variantsOf(value))
  if (part.type === TYPE.tag) return variantsOf(part.children)
  return ['it'] // a name, an amount, a day
}

function* textsOf(tree: Tree): Generator<string> {
  for (const value of Object.values(tree)) {
    if (typeof value === 'string') yield value
    else yield* textsOf(value)
  }
}
