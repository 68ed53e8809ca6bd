import fc from 'fast-check'
import type { Effect, LenderClock, LoanBalance } from '#lib/domain/lock/effect.ts'
import type { ChargeLimits } from '#lib/domain/money/chargeable.ts'
import { larger, smaller } from '#lib/domain/money/money.ts'
import type { PayTerms } from '#lib/domain/money/payment-choices.ts'
import { weekdays } from '#lib/domain/opening-hours.ts'
import { type LenderPolicy, lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { policy } from '#tests/support/policy.ts'

export function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}

const start = day('2026-01-31')

/** Any day around the schedules of `anyBooks`, leap day included. */
export const anyDay = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: -10, max: 90 }) },
    fc.integer({ min: 90, max: 800 }),
  )
  .map((days) => start.add({ days }))

/** A schedule of up to eight installments, paid to any degree; now and then more is owed than scheduled. */
export const anyBalance: fc.Arbitrary<LoanBalance> = fc
  .record({
    amounts: fc.array(fc.bigInt({ min: 1n, max: 2_000n }), { minLength: 1, maxLength: 8 }),
    stepDays: fc.integer({ min: 1, max: 31 }),
    paidPercent: fc.integer({ min: 0, max: 100 }),
    beyondMinor: fc.oneof({ weight: 4, arbitrary: fc.constant(0n) }, fc.bigInt(1n, 500n)),
  })
  .map(({ amounts, stepDays, paidPercent, beyondMinor }) => {
    const totalMinor = amounts.reduce((sum, amount) => sum + amount, 0n)
    const paidMinor = (totalMinor * BigInt(paidPercent)) / 100n
    return {
      schedule: amounts.map((amountMinor, index) => ({
        number: index + 1,
        dueOn: start.add({ days: index * stepDays }),
        amountMinor,
      })),
      outstandingMinor: beyondMinor > 0n ? totalMinor + beyondMinor : totalMinor - paidMinor,
    }
  })

/** Books with two amounts, each at or beside a sum where something changes. */
export const balanceAndAmounts = anyBalance.chain((balance) => {
  const sums = balance.schedule.map((_, index) =>
    balance.schedule.slice(0, index + 1).reduce((sum, one) => sum + one.amountMinor, 0n),
  )
  const totalMinor = sums.at(-1) ?? 0n
  const turns = [0n, totalMinor, ...sums].map(
    (sum) => sum - (totalMinor - balance.outstandingMinor),
  )
  const amount = fc
    .tuple(fc.constantFrom(...turns), fc.constantFrom(-1n, 0n, 0n, 1n))
    .map(([turn, off]) => (turn + off > 0n ? turn + off : 0n))
  return fc.tuple(amount, amount).map(([a, b]) => ({
    balance,
    less: smaller(a, b),
    more: larger(a, b),
  }))
})

const anyPolicy: fc.Arbitrary<LenderPolicy> = fc
  .record({
    graceDays: fc.integer({ min: 0, max: 10 }),
    relockAtHour: fc.integer({ min: 0, max: 23 }),
    relock: fc.constantFrom('by_date', 'by_lender'),
    smallRest: fc.constantFrom('pay_least', 'waive'),
    partialUnlock: fc.option(
      fc.record({
        installments: fc.integer({ min: 1, max: 3 }),
        days: fc.integer({ min: 1, max: 20 }),
      }),
    ),
    settlement: fc.record({
      rebatePercent: fc.constantFrom(0, 0.5, 5, 50, 100),
      validDays: fc.integer({ min: 0, max: 10 }),
    }),
    hours: fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.subarray([...weekdays], { minLength: 1 }))
      .map(([from, staffedDays]) => ({
        demandsFrom: from,
        demandsUntil: 24,
        staffedFrom: from,
        staffedUntil: from + 8,
        staffedDays,
      })),
  })
  .map((values) => lenderPolicySchema.parse({ ...policy, ...values }))

const zones = ['Asia/Colombo', 'America/Mexico_City', 'America/New_York', 'Pacific/Apia', 'UTC']

/** Any moment at any lender. */
export const anyClock: fc.Arbitrary<LenderClock> = fc.record({
  policy: anyPolicy,
  timeZone: fc.constantFrom(...zones),
  now: fc
    .record({ date: anyDay, minutes: fc.integer({ min: 0, max: 1439 }) })
    .map(({ date, minutes }) => date.toZonedDateTime('UTC').toInstant().add({ minutes })),
})

/** What a provider may be able to charge: every shape there is at Stripe, in small figures. */
const anyCharge: fc.Arbitrary<ChargeLimits> = fc
  .record({
    stepMinor: fc.constantFrom(1n, 10n, 100n),
    leastSteps: fc.bigInt({ min: 1n, max: 60n }),
    moreSteps: fc.oneof(fc.bigInt({ min: 1n, max: 200n }), fc.constant(10n ** 8n)),
  })
  .map(({ stepMinor, leastSteps, moreSteps }) => ({
    stepMinor,
    minimumMinor: leastSteps * stepMinor,
    // As everywhere at Stripe, twice the least can be charged.
    maximumMinor: (2n * leastSteps + moreSteps) * stepMinor,
  }))

export const anyTerms: fc.Arbitrary<PayTerms> = fc
  .record({ clock: anyClock, charge: anyCharge })
  .map(({ clock, charge }) => ({ ...clock, currency: 'LKR', charge }))

const anythingGoes: ChargeLimits = { minimumMinor: 1n, maximumMinor: 10n ** 18n, stepMinor: 1n }

/** The terms of an example: whatever is owed can be charged, unless `charge` says otherwise. */
export function termsAt(
  now: string,
  values: object = {},
  charge: Partial<ChargeLimits> = {},
): PayTerms {
  return { ...clockAt(now, values), currency: 'LKR', charge: { ...anythingGoes, ...charge } }
}

/** A lender's clock for examples: Colombo, the policy of most tests. */
export function clockAt(now: string, values: object = {}): LenderClock {
  return {
    policy: lenderPolicySchema.parse({ ...policy, ...values }),
    timeZone: 'Asia/Colombo',
    now: Temporal.Instant.from(now),
  }
}

/** An effect with its dates as text: matchers look at dates themselves less closely. */
export function told(effect: Effect): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(effect).map(([name, value]) => [
      name,
      value instanceof Temporal.Instant || value instanceof Temporal.PlainDate
        ? value.toString()
        : value,
    ]),
  )
}
