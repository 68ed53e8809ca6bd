import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { planCost } from '#lib/ledger/running-cost.ts'
import { rebateLeft } from '#lib/ledger/settlement-quotes.ts'
import { mayBeWaived } from './small-rests.ts'

/** A loan and the day by which it is judged. */
export type SettledAsSaid = { loanId: string; on: Temporal.PlainDate }

// What the lender's book tells of is followed by itself first, and removes no lock: it waits a moment, also over the end of
// a day, and counts by the day on which it was told.
const followedWithin = { minutes: 1 }
const toldLately = { minutes: 10 }

/** Loans that may owe no more than what was said to be waived when they are settled: the ledger decides, each by its own day. */
export async function settledAsSaid(
  db: Database,
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<SettledAsSaid[]> {
  const { rows } = await sql<SettledAsSaid>`
    select distinct loans.id as loan_id, judged.on
      from settlement_quotes join loans on loans.id = settlement_quotes.loan_id
      join lenders on lenders.id = loans.lender_id
      cross join lateral (
        select max(postings.posted_at) as at
          from ledger_entries as entry join postings on postings.id = entry.posting_id
         where entry.loan_id = loans.id and entry.account = 'lender_book' and postings.cause = 'paid_elsewhere'
           and postings.posted_at > ${now.subtract(toldLately)}) as told
      cross join lateral (
        select (coalesce(told.at, ${now}::timestamptz) at time zone lenders.time_zone)::date as on) as judged
     where settlement_quotes.valid_until >= judged.on and settlement_quotes.rebate_minor > 0
       and loans.outstanding_minor > 0
       and ${rebateLeft} >= loans.outstanding_minor - coalesce((${planCost} ->> 'costMinor')::bigint, 0)
       and ${mayBeWaived} and (told.at is null or told.at <= ${now.subtract(followedWithin)})
     order by loans.id
     limit ${limit}`.execute(db)
  return rows
}
