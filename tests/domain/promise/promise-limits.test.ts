import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PayTerms } from '#lib/domain/money/payment-choices.ts'
import { promiseTimes, quickDates } from '#lib/domain/promise/dates.ts'
import {
  amountFault,
  amountLimitOf,
  countedSince,
  dateFault,
  nextPromiseOn,
  promiseLimits,
  promisesLeft,
} from '#lib/domain/promise/promise-limits.ts'
import { anyClock, anyTerms, clockAt, day, termsAt } from '#tests/domain/given-balance.ts'

const promise = {
  promise: {
    offered: true,
    mostDays: 14,
    minimumPercent: 25,
    mostInNinetyDays: 2,
    remindDaysBefore: 2,
  },
}
const withPolicy = (values: object) => ({ promise: { ...promise.promise, ...values } })
const limitsOf = (arrearsMinor: bigint, terms: PayTerms, outstandingMinor = arrearsMinor) =>
  promiseLimits({ arrearsMinor, outstandingMinor }, terms)
const currencies = fc.constantFrom('LKR', 'JPY', 'JOD', 'XXX')

describe('what may be promised', () => {
  test('from tomorrow to the last day of the policy, in the lender’s zone', () => {
    // 20:00 on the 30th in UTC is 01:30 on the 31st in Colombo.
    const limits = limitsOf(900_000n, termsAt('2028-01-30T20:00:00Z', promise))
    expect(limits.earliestOn.toString()).toBe('2028-02-01')
    expect(limits.latestOn.toString()).toBe('2028-02-14')
  })

  test('a part of what is overdue is rounded up to a whole minor unit, in any currency', () => {
    const terms = termsAt('2026-11-21T04:00:00Z', { ...promise, minimumPaymentMinor: {} })
    expect(limitsOf(1_001n, { ...terms, currency: 'JPY' }).minimumMinor).toBe(251n)
    expect(limitsOf(1_000n, { ...terms, currency: 'JPY' }).minimumMinor).toBe(250n)
    expect(limitsOf(1n, { ...terms, currency: 'JOD' }).minimumMinor).toBe(1n)
  })

  test('never less than can be paid, never more than is overdue', () => {
    const terms = termsAt('2026-11-21T04:00:00Z', withPolicy({ minimumPercent: 0 }))
    expect(limitsOf(900_000n, terms).minimumMinor).toBe(100_000n)
    expect(limitsOf(40_000n, terms)).toMatchObject({
      minimumMinor: 40_000n,
      maximumMinor: 40_000n,
    })
  })

  test('a part can be paid and leaves nothing that cannot be', () => {
    const values = { ...withPolicy({ minimumPercent: 0 }), minimumPaymentMinor: {} }
    const terms = termsAt('2026-11-21T04:00:00Z', values, { minimumMinor: 300n, stepMinor: 10n })
    const limits = limitsOf(1_005n, terms)
    expect(limits).toMatchObject({ minimumMinor: 300n, largestPartMinor: 700n })
    expect(amountFault(700n, limits)).toBeUndefined()
    expect(amountFault(710n, limits)).toBe('leaves_too_little')
    expect(amountFault(1_005n, limits)).toBeUndefined()
    expect(amountFault(1_000n, limitsOf(1_005n, terms, 5_000n))).toBeUndefined()
    expect(limitsOf(500n, terms)).toMatchObject({ minimumMinor: 500n, maximumMinor: 500n })
    expect(limitsOf(600n, terms)).toMatchObject({ minimumMinor: 300n, largestPartMinor: 300n })
  })

  test('what lies at the limits is taken, what lies beside them is not', () => {
    fc.assert(
      fc.property(
        anyTerms,
        fc.bigInt(1n, 10n ** 15n),
        currencies,
        (clock, arrearsMinor, currency) => {
          const limits = limitsOf(arrearsMinor, { ...clock, currency })
          const { minimumMinor, maximumMinor, earliestOn, latestOn } = limits
          expect(minimumMinor).toBeGreaterThan(0n)
          expect(minimumMinor <= maximumMinor && maximumMinor === arrearsMinor).toBe(true)
          const partMinor =
            minimumMinor * 10_000n -
            arrearsMinor * BigInt(Math.round(clock.policy.promise.minimumPercent * 100))
          expect(partMinor >= 0n || minimumMinor === arrearsMinor).toBe(true)
          expect(amountFault(minimumMinor, limits)).toBeUndefined()
          expect(amountFault(maximumMinor, limits)).toBeUndefined()
          expect(amountFault(minimumMinor - 1n, limits)).toBe('below_minimum')
          expect(amountFault(maximumMinor + 1n, limits)).toBe('above_maximum')
          expect(dateFault(earliestOn, limits)).toBeUndefined()
          expect(dateFault(latestOn, limits)).toBeUndefined()
          expect(dateFault(earliestOn.subtract({ days: 1 }), limits)).toBe('too_early')
          expect(dateFault(latestOn.add({ days: 1 }), limits)).toBe('too_late')
        },
      ),
    )
  })
})

describe('days to choose from', () => {
  const names = (now: string, values = {}) =>
    quickDates(limitsOf(100n, termsAt(now, withPolicy(values)))).map(
      ({ name, on }) => `${name} ${on}`,
    )

  test('a month end, its middle, a week, the last one: what lies within, in order', () => {
    expect(names('2026-11-21T04:00:00Z')).toEqual([
      'week 2026-11-28',
      'month_end 2026-11-30',
      'latest 2026-12-05',
    ])
    expect(names('2026-11-21T04:00:00Z', { mostDays: 60 })).toContain('mid_month 2026-12-15')
    for (const today of ['10', '14'])
      expect(names(`2026-11-${today}T04:00:00Z`)).toContain('mid_month 2026-11-15')
  })

  test('a leap year’s February ends on the 29th', () => {
    expect(names('2028-02-20T04:00:00Z')).toContain('month_end 2028-02-29')
    expect(names('2027-02-20T04:00:00Z')).toContain('month_end 2027-02-28')
  })

  test('each day stands there once, under the name people know it by', () => {
    expect(names('2026-11-24T04:00:00Z', { mostDays: 6 })).toEqual(['month_end 2026-11-30'])
  })

  test('all are within the limits, each once, in order, the last one always there', () => {
    fc.assert(
      fc.property(anyClock, fc.integer({ min: 1, max: 60 }), (clock, mostDays) => {
        const policy = { ...clock.policy, promise: { ...clock.policy.promise, mostDays } }
        const limits = limitsOf(100n, { ...termsAt('2026-11-21T04:00:00Z'), ...clock, policy })
        const days = quickDates(limits).map(({ on }) => on.toString())
        expect(days).toEqual([...new Set(days)].toSorted())
        expect(days.at(-1)).toBe(limits.latestOn.toString())
        for (const on of days) expect(dateFault(day(on), limits)).toBeUndefined()
      }),
    )
  })
})

describe('how often', () => {
  const at = (text: string) => Temporal.Instant.from(text)
  const now = '2026-11-21T04:00:00Z'

  test('as many as the policy takes in 90 days; then from the day the oldest is out', () => {
    const clock = clockAt(now, promise)
    expect(nextPromiseOn([], clock)).toBeUndefined()
    expect(nextPromiseOn([at('2026-11-01T04:00:00Z')], clock)).toBeUndefined()
    const two = [at('2026-11-01T04:00:00Z'), at('2026-10-01T04:00:00Z')]
    expect(nextPromiseOn(two, clock)?.toString()).toBe('2026-12-30')
    const three = [...two, at('2026-08-23T04:00:00Z')]
    expect(nextPromiseOn(three, clock)?.toString()).toBe('2026-12-30')
    expect([[], two.slice(1), two, three].map((madeAt) => promisesLeft(madeAt, clock))).toEqual([
      ...[2, 1, 0, 0],
    ])
  })

  test('the day it says is the first on which another is taken', () => {
    fc.assert(
      fc.property(
        anyClock,
        fc.array(fc.integer({ min: 0, max: 100 * 24 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        (clock, hours, mostInNinetyDays) => {
          const policy = { ...clock.policy, promise: { ...clock.policy.promise, mostInNinetyDays } }
          const madeAt = hours.map((ago) => clock.now.subtract({ hours: ago }))
          const againOn = nextPromiseOn(madeAt, { ...clock, policy })
          if (!againOn) return
          const { timeZone } = clock
          const on = (date: Temporal.PlainDate) => ({
            ...clock,
            policy,
            now: date.toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant(),
          })
          expect(nextPromiseOn(madeAt, on(againOn))).toBeUndefined()
          expect(nextPromiseOn(madeAt, on(againOn.subtract({ days: 1 })))).toBeDefined()
        },
      ),
    )
  })
})

describe('when it ends and is reminded of', () => {
  test('the whole day counts, and the reminder comes two mornings before', () => {
    const { endsAt, remindAt } = promiseTimes(
      day('2026-11-27'),
      clockAt('2026-11-21T04:00:00Z', promise),
    )
    expect(endsAt.toString()).toBe('2026-11-27T18:30:00Z')
    expect(remindAt.toString()).toBe('2026-11-25T03:30:00Z')
  })

  test('a promise for tomorrow is reminded of tomorrow', () => {
    const { remindAt } = promiseTimes(day('2026-11-22'), clockAt('2026-11-21T04:00:00Z', promise))
    expect(remindAt.toString()).toBe('2026-11-22T03:30:00Z')
  })

  test('the reminder comes by day, after the promise was made and before its day is over', () => {
    fc.assert(
      fc.property(
        anyClock,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 14 }),
        (clock, ahead, remindDaysBefore) => {
          const policy = { ...clock.policy, promise: { ...clock.policy.promise, remindDaysBefore } }
          const { timeZone, now } = clock
          const dueOn = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: ahead })
          const { endsAt, remindAt } = promiseTimes(dueOn, { ...clock, policy })
          expect(Temporal.Instant.compare(now, remindAt)).toBe(-1)
          expect(Temporal.Instant.compare(remindAt, endsAt)).toBe(-1)
          expect(remindAt.toZonedDateTimeISO(timeZone).hour).toBe(9)
          expect(
            endsAt
              .subtract({ nanoseconds: 1 })
              .toZonedDateTimeISO(timeZone)
              .toPlainDate()
              .toString(),
          ).toBe(dueOn.toString())
        },
      ),
    )
  })
})

test('a fault speaks of the limit that it breaks', () => {
  const terms = termsAt('2026-11-21T04:00:00Z', withPolicy({ minimumPercent: 50 }), {
    minimumMinor: 300n,
  })
  const limits = limitsOf(1_000n, { ...terms, currency: 'XXX' })
  expect(amountLimitOf('below_minimum', limits)).toBe(500n)
  expect(amountLimitOf('leaves_too_little', limits)).toBe(700n)
  expect(amountLimitOf('above_maximum', limits)).toBe(1_000n)
})

test('promises of ninety days, and of the day that they began on, count', () => {
  const now = Temporal.Instant.from('2026-11-21T04:00:00Z')
  expect(`${countedSince(now)}`).toBe('2026-08-22T04:00:00Z')
})
