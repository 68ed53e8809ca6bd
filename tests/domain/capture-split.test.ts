import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitCapture } from '#lib/domain/capture-split.ts'

const today = Temporal.PlainDate.from('2026-11-21')
const schedule = [
  { number: 1, dueOn: Temporal.PlainDate.from('2026-10-01'), amountMinor: 100n },
  { number: 2, dueOn: Temporal.PlainDate.from('2026-12-01'), amountMinor: 100n },
]
const books = { schedule, outstandingMinor: 200n }
const money = { rebateMinor: 0n, isTwin: false, today }

test('money goes to the loan up to what is owed; the rest is credit', () => {
  expect(splitCapture(books, { ...money, receivedMinor: 250n })).toEqual({
    loanMinor: 200n,
    rebateMinor: 0n,
    creditMinor: 50n,
  })
})

test('a twin pays only what is overdue', () => {
  expect(splitCapture(books, { ...money, receivedMinor: 150n, isTwin: true })).toEqual({
    loanMinor: 100n,
    rebateMinor: 0n,
    creditMinor: 50n,
  })
})

test('a settlement quote waives exactly what is then missing, and nothing when it ends no loan', () => {
  const settled = splitCapture(books, { ...money, receivedMinor: 190n, rebateMinor: 10n })
  expect(settled).toEqual({ loanMinor: 190n, rebateMinor: 10n, creditMinor: 0n })
  const partly = splitCapture(books, { ...money, receivedMinor: 150n, rebateMinor: 10n })
  expect(partly).toEqual({ loanMinor: 150n, rebateMinor: 0n, creditMinor: 0n })
})

test('whatever comes in: every unit has one place, and no loan is paid below zero', () => {
  const amount = fc.bigInt({ min: 0n, max: 500n })
  fc.assert(
    fc.property(
      amount,
      amount,
      fc.boolean(),
      amount,
      (receivedMinor, rebateMinor, isTwin, owed) => {
        const split = splitCapture(
          { schedule, outstandingMinor: owed },
          { receivedMinor, rebateMinor, isTwin, today },
        )
        expect(split.loanMinor + split.creditMinor).toBe(receivedMinor)
        expect(split.loanMinor + split.rebateMinor <= owed).toBe(true)
        expect(split.rebateMinor <= rebateMinor).toBe(true)
      },
    ),
  )
})
