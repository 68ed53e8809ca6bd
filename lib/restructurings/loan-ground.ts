import type { Database } from '#lib/db/client.ts'
import type { LoanRecord } from '#lib/db/ledger.ts'
import { standingOf } from '#lib/domain/installments.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { PlanHistory } from '#lib/domain/restructuring/decision.ts'
import type { PlanGround } from '#lib/domain/restructuring/plan.ts'

/** What a plan of this loan is computed from, as it stands at `now`. */
export function groundOf(loan: LoanRecord, now: Temporal.Instant): PlanGround {
  const { schedule, outstandingMinor, currency, lender } = loan
  return {
    books: { schedule, outstandingMinor },
    currency,
    today: now.toZonedDateTimeISO(lender.timeZone).toPlainDate(),
    policy: lender.policy.plan,
  }
}

/** When a plan opens the phone. Who owes nothing yet keeps it open, whatever the policy says. */
export function opensBy({ books, today, policy }: PlanGround): LenderPolicy['plan']['opens'] {
  const { arrearsMinor } = standingOf(books.schedule, books.outstandingMinor, today)
  return arrearsMinor === 0n ? 'on_acceptance' : policy.opens
}

/** The id of the schedule that counts. */
export async function currentScheduleId(db: Database, loanId: string): Promise<string> {
  const { id } = await db
    .selectFrom('schedules')
    .select('id')
    .where('loanId', '=', loanId)
    .where('supersededAt', 'is', null)
    .executeTakeFirstOrThrow()
  return id
}

export type LoanHistory = PlanHistory & {
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
    .selectFrom('restructurings')
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
  return {
    isAsked: rows.some(({ state }) => state === 'asked' || state === 'offered'),
    isReturning: returning !== undefined,
    agreedInYear: rows.filter(({ acceptedAt }) => since(acceptedAt)).length,
    activeId: rows.find(({ state }) => state === 'active')?.id,
    waitedInYear: rows.filter(({ askedAt, decideBy }) => decideBy && since(askedAt)).length,
  }
}
