import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { planCost } from '#lib/ledger/running-cost.ts'
import { rebateLeft } from '#lib/ledger/settlement-quotes.ts'
import { mayBeLetGo } from './small-rests.ts'

// What the lender's book tells of is followed by itself, and removes no lock.
const isJustTold = (now: Temporal.Instant) => sql<boolean>`exists (
  select from ledger_entries as told join postings on postings.id = told.posting_id
   where told.loan_id = loans.id and told.account = 'lender_book' and postings.cause = 'paid_elsewhere'
     and postings.posted_at > ${now.subtract({ minutes: 1 })})`

/** Loans that may owe no more than what was said to be waived when they are settled: the books decide, each by its own day. */
export async function settledAsSaid(
  db: Database,
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<string[]> {
  const yesterday = now.subtract({ hours: 24 }).toZonedDateTimeISO('UTC').toPlainDate()
  const { rows } = await sql<{ id: string }>`
    select distinct loans.id
      from settlement_quotes join loans on loans.id = settlement_quotes.loan_id
     where settlement_quotes.valid_until >= ${yesterday} and settlement_quotes.rebate_minor > 0
       and loans.outstanding_minor > 0
       and ${rebateLeft} >= loans.outstanding_minor - coalesce((${planCost} ->> 'costMinor')::bigint, 0)
       and ${mayBeLetGo} and not ${isJustTold(now)}
     order by loans.id
     limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
