import { describe, expect, test } from 'vitest'
import {
  fallingAwayMinor,
  fallsAwayBy,
  isSettledAsSaid,
  quoteOn,
  type SettlementQuote,
  waivedFor,
} from '#lib/domain/money/settlement-quote.ts'
import { day } from '#tests/domain/given-balance.ts'

const until = (validUntil: string, rebateMinor: bigint): SettlementQuote => ({
  rebateMinor,
  validUntil: day(validUntil),
})
const quotes = [
  until('2026-12-05', 200n),
  until('2026-11-21', 300n),
  until('2026-12-09', 200n),
  until('2026-12-20', 100n),
]

describe('the quote of a day', () => {
  test.for([
    ['the best one, through its last day', '2026-11-21', '300 until 2026-11-21'],
    ['of two as good the one that stands longer', '2026-11-22', '200 until 2026-12-09'],
    ['a worse one when the better ones are over', '2026-12-10', '100 until 2026-12-20'],
    ['none when all are over', '2026-12-21', undefined],
  ] as const)('%s', ([, on, said]) => {
    for (const given of [quotes, quotes.toReversed()]) {
      const found = quoteOn({ quotes: given }, day(on))
      expect(found && `${found.rebateMinor} until ${found.validUntil}`).toBe(said)
    }
  })

  test('settles what is owed by itself once nothing more is to be paid', () => {
    const settled = (outstandingMinor: bigint, on = '2026-11-22') =>
      isSettledAsSaid({ outstandingMinor, quotes }, day(on))
    expect([settled(201n), settled(200n), settled(1n)]).toEqual([false, true, true])
    expect([settled(0n), settled(1n, '2026-12-21')]).toEqual([false, false])
  })

  test('none where nothing was said', () => {
    expect(quoteOn({}, day('2026-11-21'))).toBeUndefined()
    expect(fallsAwayBy({ outstandingMinor: 1_000n }, 999n, day('2026-11-21'))).toEqual({
      costMinor: 0n,
      rebateMinor: 0n,
    })
  })

  test('with what a plan has not earned it is one sum', () => {
    const planCost = {
      costMinor: 400n,
      agreedOn: day('2026-10-01'),
      lastDueOn: day('2027-02-01'),
      withdrawUntil: null,
    }
    const balance = { outstandingMinor: 1_000n, quotes: [until('2026-12-05', 200n)], planCost }
    const paid = [balance, 600n, day('2026-11-21')] as const
    expect(fallsAwayBy(...paid)).toEqual({ costMinor: 300n, rebateMinor: 200n })
    expect(fallingAwayMinor(...paid)).toBe(500n)
  })
})

test.for([
  ['all but the rebate waives the rebate', 1_000n, 700n, 300n],
  ['more than that waives as much: the surplus is the payer’s', 1_000n, 950n, 300n],
  ['a unit less waives nothing', 1_000n, 699n, 0n],
  ['so does all of it', 1_000n, 1_000n, 300n],
  ['and more than all of it', 1_000n, 1_001n, 300n],
  ['nothing paid waives nothing, however little is owed', 40n, 0n, 0n],
  ['no more is waived than is owed', 40n, 1n, 40n],
] as const)('%s', ([, outstandingMinor, amountMinor, waivedMinor]) => {
  const balance = { outstandingMinor, quotes }
  const { rebateMinor } = fallsAwayBy(balance, amountMinor, day('2026-11-21'))
  expect(rebateMinor).toBe(waivedMinor)
})

// Of a cost of 400 for four months, a month has passed.
const planCost = {
  costMinor: 400n,
  agreedOn: day('2026-10-15'),
  lastDueOn: day('2027-02-15'),
  withdrawUntil: null,
}

test.for([
  [
    'all but what is not earned and the rebate',
    1_000n,
    400n,
    { costMinor: 300n, rebateMinor: 300n },
  ],
  ['a unit less', 1_000n, 399n, { costMinor: 0n, rebateMinor: 0n }],
  ['all but what is not earned', 1_000n, 700n, { costMinor: 300n, rebateMinor: 300n }],
  ['all that is owed', 1_000n, 1_000n, { costMinor: 300n, rebateMinor: 300n }],
] as const)(
  'what a plan has not earned falls away, too: %s',
  ([, outstandingMinor, paid, away]) => {
    const balance = { outstandingMinor, quotes, planCost }
    expect(fallsAwayBy(balance, paid, day('2026-11-21'))).toEqual(away)
  },
)

test.for([
  ['what the page waived ends the loan exactly: rounded up, it waives less', 701n, 299n, 299n],
  ['the page was of another sum, so what was promised counts', 900n, 50n, 300n],
  ['the page waived more', 600n, 400n, 400n],
  ['not enough: what the page waived is the booking’s to judge', 500n, 100n, 100n],
] as const)('for a payment with a page: %s', ([, amountMinor, pageRebateMinor, waivedMinor]) => {
  const paying = { amountMinor, pageRebateMinor, paidOn: day('2026-11-21') }
  expect(waivedFor({ outstandingMinor: 1_000n, quotes }, paying)).toBe(waivedMinor)
})
