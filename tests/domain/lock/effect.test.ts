import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cheapestUnlockMinor,
  type Effect,
  effectOf,
  isSameEffect,
  type LoanBalance,
} from '#lib/domain/lock/effect.ts'
import { anyClock, balanceAndAmounts, clockAt, day, told } from '#tests/domain/given-balance.ts'
import { examples } from '#tests/support/examples.ts'

const balance: LoanBalance = {
  schedule: [
    { number: 1, dueOn: day('2026-10-01'), amountMinor: 100n },
    { number: 2, dueOn: day('2026-11-01'), amountMinor: 100n },
    { number: 3, dueOn: day('2026-12-01'), amountMinor: 100n },
  ],
  outstandingMinor: 300n,
}
const now = '2026-11-21T04:13:00Z'

describe('by example', () => {
  test('clearing the arrears opens until grace after the next due date, in the lender’s zone', () => {
    expect(told(effectOf(balance, 200n, clockAt(now)))).toEqual({
      kind: 'until',
      relockAt: '2026-12-04T12:30:00Z',
      cleared: true,
      nextDueOn: '2026-12-01',
    })
  })

  test('one of two overdue opens for a week where the lender allows it, and not where not', () => {
    expect(told(effectOf(balance, 100n, clockAt(now)))).toMatchObject({
      kind: 'until',
      cleared: false,
      relockAt: '2026-11-28T12:30:00Z',
    })
    expect(effectOf(balance, 100n, clockAt(now, { partialUnlock: null }))).toEqual({
      kind: 'none',
      moreNeededMinor: 100n,
    })
  })

  test('clearing the arrears opens at least as long as paying a part of them would', () => {
    const nearlyDue = clockAt('2026-11-30T04:13:00Z')
    expect(told(effectOf(balance, 100n, nearlyDue)).relockAt).toBe('2026-12-07T12:30:00Z')
    expect(told(effectOf(balance, 200n, nearlyDue))).toMatchObject({
      relockAt: '2026-12-07T12:30:00Z',
      cleared: true,
    })
  })

  test('a lender that locks by its own command gets no date', () => {
    expect(told(effectOf(balance, 200n, clockAt(now, { relock: 'by_lender' })))).toEqual({
      kind: 'indefinite',
      nextDueOn: '2026-12-01',
    })
  })

  test('paying everything releases; so does paying all but the rebate', () => {
    expect(effectOf(balance, 300n, clockAt(now))).toEqual({ kind: 'release' })
    expect(effectOf(balance, 290n, clockAt(now), 10n)).toEqual({ kind: 'release' })
    expect(effectOf(balance, 289n, clockAt(now), 10n)).not.toEqual({ kind: 'release' })
  })

  test('without grace the phone stays open through the due date, for due today is not late', () => {
    const dueToday = clockAt('2026-12-01T14:00:00Z', { graceDays: 0, partialUnlock: null })
    expect(told(effectOf(balance, 200n, dueToday))).toMatchObject({
      relockAt: '2026-12-02T12:30:00Z',
    })
  })

  test('charges beside the schedule are paid first and counted in what is needed', () => {
    const charged = { ...balance, outstandingMinor: 350n }
    expect(effectOf(charged, 100n, clockAt(now))).toEqual({ kind: 'none', moreNeededMinor: 50n })
    expect(effectOf(charged, 150n, clockAt(now))).toMatchObject({ kind: 'until', cleared: false })
  })
})

test('charges beside the schedule leave the phone locked though no installment is late', () => {
  const early = clockAt('2026-09-21T04:13:00Z')
  const charged = { ...balance, outstandingMinor: 350n }
  expect(effectOf(charged, 49n, early)).toEqual({ kind: 'none', moreNeededMinor: 1n })
  expect(effectOf(charged, 50n, early)).toMatchObject({ kind: 'until', cleared: true })
  const inGrace = clockAt('2026-10-02T04:13:00Z')
  expect(effectOf(charged, 49n, inGrace)).toEqual({ kind: 'none', moreNeededMinor: 1n })
  expect(effectOf(charged, 50n, inGrace).kind).toBe('until')
})

test('within its days of grace an installment needs no payment for the phone to be open', () => {
  const inGrace = clockAt('2026-11-02T04:13:00Z', { partialUnlock: null })
  expect(cheapestUnlockMinor({ ...balance, outstandingMinor: 200n }, inGrace)).toBe(0n)
  expect(cheapestUnlockMinor(balance, inGrace)).toBe(100n)
})

test('the days of grace are over at the moment at which the lender may lock again', () => {
  const second = { ...balance, outstandingMinor: 200n }
  const kindAt = (moment: string) =>
    effectOf(second, 0n, clockAt(moment, { partialUnlock: null })).kind
  expect(kindAt('2026-11-04T12:29:59Z')).toBe('until')
  expect(kindAt('2026-11-04T12:30:00Z')).toBe('none')
})

test('no amount does anything to the lock of a phone that was handed back', () => {
  const returned = { ...balance, handedBackAt: Temporal.Instant.from(now) }
  for (const amountMinor of [0n, 200n, 300n])
    expect(effectOf(returned, amountMinor, clockAt(now))).toEqual({
      kind: 'none',
      moreNeededMinor: 0n,
    })
})

test('two effects are the same when they leave the lock the same', () => {
  const until = (seconds: number): Effect => ({
    kind: 'until',
    relockAt: Temporal.Instant.from(now).add({ seconds }),
    cleared: seconds > 0,
    nextDueOn: undefined,
  })
  const others: Effect[] = [
    until(0),
    until(1),
    { kind: 'none', moreNeededMinor: 5n },
    { kind: 'indefinite', nextDueOn: undefined },
    { kind: 'release' },
  ]
  for (const a of others) for (const b of others) expect(isSameEffect(a, b)).toBe(a === b)
  expect(isSameEffect(until(1), { ...until(1), nextDueOn: day('2026-12-01') } as Effect)).toBe(true)
})

describe('a plan that opens with its first payment', () => {
  const agreed: LoanBalance = {
    schedule: [
      { number: 1, dueOn: day('2026-12-10'), amountMinor: 100n },
      { number: 2, dueOn: day('2027-01-10'), amountMinor: 100n },
    ],
    outstandingMinor: 200n,
    awaitsFirstPayment: true,
  }

  test('opens for its first installment and not for less, though nothing is overdue', () => {
    expect(effectOf(agreed, 99n, clockAt(now))).toEqual({ kind: 'none', moreNeededMinor: 1n })
    expect(effectOf(agreed, 100n, clockAt(now))).toMatchObject({ kind: 'until', cleared: true })
    expect(effectOf(agreed, 200n, clockAt(now))).toEqual({ kind: 'release' })
  })

  test('counts what has been paid of it, and the charges that are paid before it', () => {
    const begun = { ...agreed, outstandingMinor: 170n }
    expect(effectOf(begun, 69n, clockAt(now))).toEqual({ kind: 'none', moreNeededMinor: 1n })
    expect(effectOf(begun, 70n, clockAt(now)).kind).toBe('until')
    const charged = { ...agreed, outstandingMinor: 230n }
    expect(effectOf(charged, 129n, clockAt(now))).toEqual({ kind: 'none', moreNeededMinor: 1n })
    expect(effectOf(charged, 130n, clockAt(now)).kind).toBe('until')
  })

  test('a part of what is overdue does not open it while the first installment is not whole', () => {
    const late = clockAt('2027-01-20T04:13:00Z')
    expect(effectOf(agreed, 99n, late)).toEqual({ kind: 'none', moreNeededMinor: 1n })
    expect(effectOf(agreed, 100n, late)).toMatchObject({ kind: 'until', cleared: false })
  })
})

const anyPaying = fc
  .tuple(balanceAndAmounts, fc.boolean())
  .map(([{ balance, ...amounts }, awaitsFirstPayment]) => ({
    balance: { ...balance, awaitsFirstPayment },
    ...amounts,
  }))

describe('always', () => {
  test('more money never has a worse effect', () => {
    fc.assert(
      fc.property(anyPaying, anyClock, ({ balance: some, less, more }, clock) => {
        expect(rank(effectOf(some, more, clock))).toBeGreaterThanOrEqual(
          rank(effectOf(some, less, clock)),
        )
      }),
      { numRuns: examples(1_000) },
    )
  })

  test('what more is needed is exact: with it the phone opens, with one unit less it does not', () => {
    fc.assert(
      fc.property(anyPaying, anyClock, ({ balance: some, more: paid }, clock) => {
        const effect = effectOf(some, paid, clock)
        fc.pre(effect.kind === 'none')
        const needed = paid + effect.moreNeededMinor
        expect(effect.moreNeededMinor).toBeGreaterThan(0n)
        expect(effectOf(some, needed, clock).kind).not.toBe('none')
        expect(effectOf(some, needed - 1n, clock).kind).toBe('none')
      }),
      { numRuns: examples(1_000) },
    )
  })

  test('an unlock with an end ends in the future', () => {
    fc.assert(
      fc.property(anyPaying, anyClock, ({ balance: some, more: paid }, clock) => {
        const effect = effectOf(some, paid, clock)
        if (effect.kind === 'until')
          expect(effect.relockAt.epochMilliseconds).toBeGreaterThan(clock.now.epochMilliseconds)
      }),
      { numRuns: examples(1_000) },
    )
  })

  test('only owing nothing releases', () => {
    fc.assert(
      fc.property(anyPaying, anyClock, ({ balance: some, more: paid }, clock) => {
        expect(effectOf(some, paid, clock).kind === 'release').toBe(paid >= some.outstandingMinor)
      }),
    )
  })
})

// Longer open is better; for good is best.
function rank(effect: Effect): number {
  if (effect.kind === 'none') return -1
  if (effect.kind === 'until') return effect.relockAt.epochMilliseconds
  return effect.kind === 'indefinite' ? Number.MAX_SAFE_INTEGER - 1 : Number.MAX_SAFE_INTEGER
}
