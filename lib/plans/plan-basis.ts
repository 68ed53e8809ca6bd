import type { Database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { dayAt } from '#lib/domain/day.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { larger } from '#lib/domain/money/money.ts'
import { shortenedBy } from '#lib/domain/plan/after-plan.ts'
import type { PlanBasis } from '#lib/domain/plan/basis.ts'
import { unearnedCostMinor } from '#lib/domain/plan/cost.ts'
import type { PlanHistory } from '#lib/domain/plan/decision.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'
import { openThroughOf } from '#lib/lock-rules/open-spans.ts'
import { unpaidCost } from './unpaid-cost.ts'

/** What a plan of this loan is computed from, as it stands at `now`. */
export async function basisOf(
  db: Database,
  loan: LoanRecord,
  now: Temporal.Instant,
): Promise<PlanBasis> {
  const { schedule, outstandingMinor, currency, lender } = loan
  const graceDays = Math.max(lender.policy.graceDays, 1)
  const costReturnedMinor = unearnedCostMinor(loan.planCost, todayAt(lender, now))
  return {
    balance: {
      schedule: shortenedBy(schedule, costReturnedMinor),
      outstandingMinor: larger(outstandingMinor - costReturnedMinor, 0n),
    },
    costBearingMinor: outstandingMinor - (await unpaidCost(db, loan)),
    costReturnedMinor,
    currency,
    leastChargeMinor: chargeLimits(currency, lender.paymentMethods)?.minimumMinor,
    today: todayAt(lender, now),
    policy: lender.policy.plan,
    instantThrough: (await openThroughOf(db, loan, now)).subtract({ days: graceDays }),
  }
}

export function todayAt({ timeZone }: Lender, now: Temporal.Instant): Temporal.PlainDate {
  return dayAt(now, timeZone)
}

/** When a plan opens the phone. Who owes nothing yet keeps it open, whatever the policy says. */
export function opensBy({ balance, today, policy }: PlanBasis): LenderPolicy['plan']['opens'] {
  const { arrearsMinor } = arrearsOf(balance.schedule, balance.outstandingMinor, today)
  return arrearsMinor === 0n ? 'on_acceptance' : policy.opens
}

export type LoanHistory = PlanHistory & {
  /** The request that waits for a decision or for an answer. */
  openId: string | undefined
  /** The plan that runs now: a new one takes its place. */
  activeId: string | undefined
  /** Requests of the last year that waited for a person. */
  waitedInYear: number
}

/** What was asked and agreed about a loan before `now`. */
export async function historyOf(
  db: Database,
  loanId: string,
  now: Temporal.Instant,
): Promise<LoanHistory> {
  const yearAgo = now.subtract({ hours: 365 * 24 })
  const rows = await db
    .selectFrom('plans')
    .select(['id', 'state', 'askedAt', 'acceptedAt', 'decideBy'])
    .where('loanId', '=', loanId)
    .execute()
  const returning = await db
    .selectFrom('returns')
    .select('id')
    .where('loanId', '=', loanId)
    .where('state', 'not in', ['offered', 'closed', 'withdrawn', 'expired'])
    .executeTakeFirst()
  const since = (at: Temporal.Instant | null) =>
    at !== null && Temporal.Instant.compare(at, yearAgo) > 0
  const open = rows.find(({ state }) => state === 'asked' || state === 'offered')
  return {
    isAsked: open !== undefined,
    openId: open?.id,
    isReturning: returning !== undefined,
    agreedInYear: rows.filter(({ acceptedAt }) => since(acceptedAt)).length,
    activeId: rows.find(({ state }) => state === 'active')?.id,
    waitedInYear: rows.filter(({ askedAt, decideBy }) => decideBy && since(askedAt)).length,
  }
}
