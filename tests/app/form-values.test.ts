import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import {
  amountIn,
  day,
  id,
  line,
  oneOf,
  pathOr,
  readBy,
  seenNumber,
  text,
  ticked,
  typedText,
  version,
  wholeNumber,
} from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'

const record = '019f1b3e-7a00-7000-8000-00000000ab12'
const file = new File(['x'], 'x.txt')

test('a form in which nothing was chosen and typed is read as just that', () => {
  const form = z.object({
    typed: typedText(10),
    text: text(10),
    box: ticked,
    choice: oneOf(['a', 'b']),
    seen: seenNumber,
    next: pathOr('/phones'),
  })
  const nothing = { typed: '', text: '', box: false, choice: undefined, seen: undefined }
  expect(form.parse({})).toEqual({ ...nothing, next: '/phones' })
  const files = { typed: file, text: file, box: file, choice: file, seen: file, next: file }
  expect(form.parse(files)).toEqual({ ...nothing, next: '/phones' })
  expect(
    form.parse({ typed: ' a ', text: ' a ', box: 'yes', choice: 'b', seen: '7', next: '/account' }),
  ).toEqual({ typed: ' a ', text: 'a', box: true, choice: 'b', seen: 7n, next: '/account' })
})

test('what is typed is kept within a bound, and without what no record takes', () => {
  expect(typedText(3).parse('a\0bcd')).toBe('abc')
  expect(text(3).parse('  abcd ')).toBe('abc')
  expect(line(3).parse('a\0b')).toBe('ab')
  expect(line(3).safeParse('abcd').success).toBe(false)
})

describe.each([
  ['an id', id, record, ['', 'x', `${record}0`, '0']],
  ['a version', version, '12', ['', '-1', '1.5', 'one', '1e3', '9999999999']],
  ['a whole number', wholeNumber, '250000', ['', '-1', '1.0', ' 1', '9'.repeat(19)]],
  ['a day', day, '2028-02-29', ['', '2027-02-29', '29/02/2028', 'tomorrow']],
  ['an amount', amountIn('LKR', 'en-GB'), '1,250.50', ['', 'much', '1.2.3', 'USD 5']],
  ['what a reader of ours takes', readBy((typed) => typed.length || undefined), 'abc', ['']],
] as const)('%s', (_, field, right, wrong) => {
  test('is read', () => expect(field.safeParse(right).success).toBe(true))

  test.each([...wrong, undefined, file])('%j is refused', (sent) => {
    expect(field.safeParse(sent).success).toBe(false)
  })
})

test('days and amounts are read in any digits, amounts in minor units', () => {
  expect(day.parse('٢٠٢٨-٠٢-٢٩').toString()).toBe('2028-02-29')
  expect(amountIn('LKR', 'en-GB').parse('١٬٢٥٠٫٥٠')).toBe(125_050n)
  expect(amountIn('JPY', 'en-GB').parse('1,250')).toBe(1_250n)
  expect(amountIn('KWD', 'en-GB').parse('KWD 1.250')).toBe(1_250n)
  expect(amountIn('KWD', 'en-GB').safeParse('1,250').success).toBe(false)
  expect(amountIn('KWD', 'fr').parse('1,250')).toBe(1_250n)
})

describe('a form of the desk', () => {
  const form = z.object({ token: id, amount: amountIn('LKR', 'en-GB'), reason: z.string().min(1) })
  const words = { amount: 'An amount, please', reason: 'A reason, please' }

  test('is read by its schema', () => {
    const typed = { token: record, amount: '5', reason: 'Paid twice', seen: '1' }
    const asked = { token: record, amount: 500n, reason: 'Paid twice' }
    expect(readTyped(typed, form, words)).toEqual({ asked, faults: {} })
  })

  test('tells every field that is wrong in its words, in the order of the form', () => {
    const { asked, faults } = readTyped({ token: record, reason: '' }, form, words)
    expect(asked).toBeUndefined()
    expect(Object.entries(faults)).toEqual(Object.entries(words))
  })

  test('is none of ours when something is wrong that nobody types', () => {
    const typed = { token: 'x', amount: '5', reason: 'Paid twice' }
    expect(() => readTyped(typed, form, words)).toThrow('NEXT_REDIRECT')
  })
})

test('a form that is none of ours leads to where nothing is', () => {
  const form = new FormData()
  form.set('planId', record)
  const planForm = z.object({ planId: id })
  expect(requireForm(form, planForm)).toEqual({ planId: record })
  form.set('planId', 'another')
  expect(() => requireForm(form, planForm)).toThrow('NEXT_REDIRECT')
})
