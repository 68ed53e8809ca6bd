import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import {
  mayOpenByItself,
  type OpenDays,
  type OpenSpan,
  openAgainOn,
  openDays,
  openThrough,
} from '#lib/domain/lock/open-days.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'

type Loan = Pick<LoanRecord, 'loanId' | 'lender'>

/** On how many days of a year arrangements have kept a loan's phone open, and on how many they may by themselves. */
export async function openDaysOf(
  db: Database,
  loan: Loan,
  now: Temporal.Instant,
): Promise<OpenDays> {
  return openDays(await openSpans(db, loan, now), { ...loan.lender, now })
}

/** The last day through which one more arrangement may keep the phone open by itself. */
export async function openThroughOf(
  db: Database,
  loan: Loan,
  now: Temporal.Instant,
): Promise<Temporal.PlainDate> {
  return openThrough(await openSpans(db, loan, now), { ...loan.lender, now })
}

/** Whether one more arrangement may keep the phone open until a moment by itself. Asked with the loan held. */
export async function mayOpenUntil(
  db: Database,
  loan: Loan,
  { until, now }: { until: Temporal.Instant; now: Temporal.Instant },
): Promise<boolean> {
  return mayOpenByItself(await openSpans(db, loan, now), until, { ...loan.lender, now })
}

/** From which day one more arrangement of so many days may do so again; undefined: not within a year. */
export async function openAgainOf(
  db: Database,
  loan: Loan,
  { days, now }: { days: number; now: Temporal.Instant },
): Promise<Temporal.PlainDate | undefined> {
  return openAgainOn(await openSpans(db, loan, now), days, { ...loan.lender, now })
}

const yearAgo = { hours: 24 * 367 }

/**
 * When arrangements, not money, have kept a loan's phone open in the past year, and will: counted holds until they end or
 * ended; plans from their acceptance, or their instant offer, until their first installment may lock the phone, or money
 * came.
 */
async function openSpans(
  db: Database,
  { loanId, lender }: Loan,
  now: Temporal.Instant,
): Promise<OpenSpan[]> {
  const daysOpen = Math.max(lender.policy.graceDays, 1) + 1
  const { rows } = await sql<OpenSpan>`
    select from_at, least(until_at, coalesce(ended_at, until_at)) as until_at
      from holds
     where loan_id = ${loanId} and is_counted
       and coalesce(ended_at, until_at) > ${now.subtract(yearAgo)}
    union all
    select coalesce(plan.accepted_at, plan.decided_at) as from_at,
           least(
             ((offer.installments->0->>1)::date + ${daysOpen}::int)::timestamp at time zone ${lender.timeZone},
             (select min(payments.booked_at) from payments
               where payments.loan_id = plan.loan_id and payments.state = 'paid'
                 and payments.reversed_at is null and payments.booked_at > plan.accepted_at),
             (select min(postings.posted_at) from ledger_entries as elsewhere
                join postings on postings.id = elsewhere.posting_id
               where elsewhere.loan_id = plan.loan_id and postings.cause = 'paid_elsewhere'
                 and elsewhere.account = 'lender_book' and elsewhere.amount_minor > 0
                 and postings.posted_at > plan.accepted_at)) as until_at
      from plans as plan
      join lateral (
        select installments from plan_offers as made
         where made.plan_id = plan.id
           and (plan.accepted_offer_id is null or made.id = plan.accepted_offer_id)
         order by made.made_at desc limit 1) as offer on true
     where plan.loan_id = ${loanId}
       and (plan.accepted_at is not null
         or (plan.state = 'offered' and plan.decided_by = 'keyturn'))`.execute(db)
  return rows
}
