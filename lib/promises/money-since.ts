import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Movement } from '#lib/domain/promise/promise.ts'

type Counted = {
  loanId: string
  afterEntry: bigint
  endsAt: Temporal.Instant
  verdictAt: Temporal.Instant
}

/**
 * Money that came for a loan after an entry of the ledger, and what of it went back again, from the ledger alone.
 * Money counts from when the payer was done, not from when it came or we heard of it: cash by the day it was taken. The
 * lender's own book names no day, so what it tells of before the verdict counts as paid in time. What goes back of an older
 * payment does not count.
 */
export async function moneySince(
  db: Database,
  { loanId, afterEntry, endsAt, verdictAt }: Counted,
): Promise<Movement[]> {
  const { rows } = await sql<Movement>`
    select case when postings.cause in ('capture', 'set_aside_booked', 'cash', 'cash_reversed')
                then coalesce(payments.processing_at, payments.paid_at, postings.posted_at)
                when postings.cause = 'paid_elsewhere' and postings.posted_at < ${verdictAt}
                then least(postings.posted_at, ${endsAt}::timestamptz - interval '1 second')
                else postings.posted_at end as at,
           entry.amount_minor
      from ledger_entries as entry
      join postings on postings.id = entry.posting_id
      left join payments on payments.id = entry.payment_id
     where entry.id > ${afterEntry}
       and entry.id in (
         select id from ledger_entries where loan_id = ${loanId}
         union
         select beside.id from payments
           join ledger_entries as beside on beside.payment_id = payments.id
          where payments.loan_id = ${loanId})
       and (entry.account in ('psp_clearing', 'suspense', 'cash')
         or (entry.account = 'lender_book' and postings.cause = 'paid_elsewhere'))
       and not exists (
         select from ledger_entries as older
          where older.payment_id = entry.payment_id and older.id <= ${afterEntry})`.execute(db)
  return rows
}
