import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectOf, type LoanBooks } from '#lib/domain/effect.ts'
import { amountLimits, paymentChoices } from '#lib/domain/payment-choices.ts'
import { anyBooks, anyClock, clockAt, day, told } from './given-books.ts'

const books: LoanBooks = {
  schedule: [
    { number: 1, dueOn: day('2026-10-01'), amountMinor: 1_000n },
    { number: 2, dueOn: day('2026-11-01'), amountMinor: 1_000n },
    { number: 3, dueOn: day('2026-12-01'), amountMinor: 1_000n },
    { number: 4, dueOn: day('2027-01-01'), amountMinor: 1_000n },
  ],
  outstandingMinor: 4_000n,
}
const now = '2026-11-21T04:13:00Z'

function offered(outstandingMinor: bigint, values: object = {}) {
  return paymentChoices({ ...books, outstandingMinor }, clockAt(now, values)).map(
    ({ name, amountMinor }) => [name, amountMinor],
  )
}

function quotedUntil(values: object) {
  const settle = paymentChoices(books, clockAt(now, values)).find(({ name }) => name === 'settle')
  return settle?.validUntil?.toString()
}

describe('what can be chosen', () => {
  test('two late: all of it, with the next, one of them, or everything with its rebate', () => {
    expect(offered(4_000n)).toEqual([
      ['arrears', 2_000n],
      ['arrears_and_next', 3_000n],
      ['installment', 1_000n],
      ['settle', 3_900n],
    ])
  })

  test('nothing late: the next, or everything', () => {
    expect(offered(2_000n)).toEqual([
      ['arrears_and_next', 1_000n],
      ['settle', 1_900n],
    ])
  })

  test('the last part: only everything, for no choice is offered twice', () => {
    expect(offered(1_000n)).toEqual([['settle', 950n]])
  })

  test('nothing owed: nothing', () => {
    expect(offered(0n)).toEqual([])
  })

  test('a settlement quote is dated, and never outlives the next due date', () => {
    expect(quotedUntil({ settlement: { rebatePercent: 5, validDays: 30 } })).toBe('2026-12-01')
    expect(quotedUntil({})).toBe('2026-11-24')
  })

  test('a typed amount lies between the lender’s minimum and what is owed', () => {
    expect(amountLimits(books, 'LKR', clockAt(now))).toEqual({
      minimumMinor: 4_000n,
      maximumMinor: 4_000n,
    })
    const large = { ...books, outstandingMinor: 500_000n }
    expect(amountLimits(large, 'LKR', clockAt(now)).minimumMinor).toBe(100_000n)
    expect(amountLimits(large, 'USD', clockAt(now)).minimumMinor).toBe(1n)
  })
})

describe('always', () => {
  test('no choice asks for nothing, for more than is owed, or twice for the same', () => {
    fc.assert(
      fc.property(anyBooks, anyClock, (some, clock) => {
        const choices = paymentChoices(some, clock)
        for (const { amountMinor, rebateMinor } of choices) {
          expect(amountMinor).toBeGreaterThan(0n)
          expect(rebateMinor).toBeGreaterThanOrEqual(0n)
          expect(amountMinor + rebateMinor).toBeLessThanOrEqual(some.outstandingMinor)
        }
        const names = choices.map(({ name }) => name)
        expect(new Set(names).size).toBe(names.length)
      }),
      { numRuns: 400 },
    )
  })

  test('what is shown is what the booking decides, and settling ends the loan', () => {
    fc.assert(
      fc.property(anyBooks, anyClock, (some, clock) => {
        for (const { name, amountMinor, rebateMinor, effect } of paymentChoices(some, clock)) {
          expect(told(effectOf(some, amountMinor, clock, rebateMinor))).toEqual(told(effect))
          if (name === 'settle') expect(effect).toEqual({ kind: 'release' })
          if (name === 'arrears' || name === 'arrears_and_next')
            expect(effect.kind).not.toBe('none')
        }
      }),
      { numRuns: 400 },
    )
  })

  test('nothing owed, no choice', () => {
    fc.assert(
      fc.property(anyBooks, anyClock, (some, clock) => {
        expect(paymentChoices({ ...some, outstandingMinor: 0n }, clock)).toEqual([])
      }),
    )
  })
})
