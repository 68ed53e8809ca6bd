import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedFor, partFault } from '#lib/domain/money/chargeable.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { amountLimits, paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { promiseLimits } from '#lib/domain/promise/promise-limits.ts'
import { toKeep } from '#lib/domain/promise/to-keep.ts'
import { anyBalance, anyTerms, day, termsAt } from '#tests/domain/given-balance.ts'
import { examples } from '#tests/support/examples.ts'

const now = '2026-11-21T04:13:00Z'
const charge = { minimumMinor: 200n, stepMinor: 10n }
const terms = termsAt(now, { minimumPaymentMinor: {} }, charge)
const loan = (overdueMinor: bigint, laterMinor: bigint) => ({
  schedule: [
    { number: 1, dueOn: day('2026-11-01'), amountMinor: overdueMinor },
    { number: 2, dueOn: day('2026-12-01'), amountMinor: laterMinor },
  ],
  outstandingMinor: overdueMinor + laterMinor,
})

test.for([
  ['what can be paid alone', 500n, loan(500n, 1_000n), 'as_promised', 'arrears', 500n, 0n],
  ['a part of it', 300n, loan(500n, 1_000n), 'as_promised', 'other', 300n, 0n],
  ['less than can be paid', 5n, loan(5n, 1_000n), 'ahead', 'arrears', 200n, 195n],
  ['less than can be paid of more', 5n, loan(500n, 1_000n), 'overdue', 'other', 200n, 195n],
  ['what is no whole step', 505n, loan(505n, 1_000n), 'ahead', 'arrears', 510n, 5n],
  ['all that is left, and too little', 5n, loan(5n, 0n), 'credit', 'settle', 200n, 195n],
  ['what leaves too little', 500n, loan(500n, 100n), 'settles', 'settle', 600n, 100n],
] as const)('%s', ([, promisedMinor, balance, how, choice, amountMinor, extraMinor]) => {
  expect(toKeep(promisedMinor, balance, terms)).toEqual({ how, choice, amountMinor, extraMinor })
})

test('where nothing can be charged it is not paid here; what is let go is not paid at all', () => {
  expect(toKeep(5n, loan(5n, 1_000n), { ...terms, charge: undefined })).toEqual({ how: 'not_here' })
  const waiving = termsAt(now, { minimumPaymentMinor: {}, smallRest: 'waive' }, charge)
  expect(toKeep(5n, loan(5n, 0n), waiving)).toBeUndefined()
  expect(toKeep(5n, loan(5n, 1_000n), waiving)).toMatchObject({ how: 'ahead' })
  expect(toKeep(5n, { ...loan(5n, 0n), outstandingMinor: 0n }, terms)).toBeUndefined()
})

test('more than can be charged at once is begun with the largest part', () => {
  const small = termsAt(now, { minimumPaymentMinor: {} }, { ...charge, maximumMinor: 1_000n })
  const kept = toKeep(5_000n, loan(5_000n, 1_000n), small)
  expect(kept).toEqual({ how: 'as_promised', choice: 'other', amountMinor: 1_000n, extraMinor: 0n })
})

test('whatever can be promised is paid by what the pay page takes', () => {
  let tried = 0
  fc.assert(
    fc.property(anyBalance, anyTerms, fc.bigInt(0n, 400n), (balance, any, leastMinor) => {
      const on = any.charge && { ...any.charge, minimumMinor: leastMinor }
      const by = { ...any, charge: on }
      const today = any.now.toZonedDateTimeISO(any.timeZone).toPlainDate()
      const { outstandingMinor, schedule } = balance
      const { arrearsMinor } = arrearsOf(schedule, outstandingMinor, today)
      if (arrearsMinor === 0n) return
      const { minimumMinor } = promiseLimits({ arrearsMinor, outstandingMinor }, by)
      for (const promisedMinor of [minimumMinor, arrearsMinor]) {
        const kept = toKeep(promisedMinor, balance, by)
        if (!kept || kept.how === 'not_here') continue
        tried += 1
        const limits = amountLimits(balance, by)
        const isNamed = paymentChoices(balance, by).some(
          ({ name, amountMinor }) => name === kept.choice && amountMinor === kept.amountMinor,
        )
        const isOwn = kept.choice === 'other' && limits && !partFault(kept.amountMinor, limits)
        expect(isNamed || isOwn).toBe(true)
        const isAtOnce = by.charge && askedFor(promisedMinor, by.charge) !== undefined
        if (isAtOnce) expect(kept.amountMinor).toBeGreaterThanOrEqual(promisedMinor)
      }
    }),
    { numRuns: examples(600) },
  )
  expect(tried).toBeGreaterThan(examples(600) / 6)
})
