import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'

/** What must hold whatever happened; each query names the rows that break it, and their loan. */
const broken = {
  'I1 a paid payment has one capture posting, of its amount and currency': sql`
    select payments.id, payments.loan_id from payments
     where state = 'paid' and opened_by <> 'staff' and (
       select count(*) from postings
         join ledger_entries as entry on entry.posting_id = postings.id
        where cause = 'capture' and cause_id = payments.payment_intent_id
          and entry.payment_id = payments.id and account = 'psp_clearing'
          and entry.amount_minor = payments.paid_minor and entry.currency = payments.currency) <> 1`,
  'I1 cash taken by staff has one posting of its amount, and one more when it was reversed': sql`
    select payments.id, payments.loan_id from payments
     where opened_by = 'staff' and (
       select count(*) from postings
         join ledger_entries as entry on entry.posting_id = postings.id
        where cause in ('cash', 'cash_reversed') and cause_id = payments.id::text and account = 'cash'
          and entry.amount_minor = case cause when 'cash' then paid_minor else -paid_minor end
       ) <> case when reversed_at is null then 1 else 2 end`,
  'I1 no money is booked to a loan for a payment that is not paid': sql`
    select payments.id, payments.loan_id from payments
      join ledger_entries as entry on entry.payment_id = payments.id
     where payments.state <> 'paid' and entry.loan_id is not null`,
  'I1 what was captured for a payment that is set aside lies in suspense': sql`
    select payments.id, payments.loan_id from payments
     where state = 'set_aside' and not exists (
       select from postings join ledger_entries as entry on entry.posting_id = postings.id
        where cause = 'capture' and cause_id = payments.payment_intent_id and account = 'suspense')`,
  'I2 every posting balances in every currency': sql`
    
    select posting_id, max(coalesce(entry.loan_id, payments.loan_id)::text)::uuid as loan_id
      from ledger_entries as entry left join payments on payments.id = entry.payment_id
     group by posting_id, entry.currency having sum(entry.amount_minor) <> 0`,
  'I2 no posting is empty': sql`
    
    select id, null::uuid as loan_id from postings
     where not exists (select from ledger_entries where posting_id = postings.id)`,
  'I3 a payment that opens the phone has its unlock': sql`
    select payments.id, payments.loan_id from payments join devices on devices.loan_id = payments.loan_id
     where state = 'paid' and effect <> 'none' and unlock_id is null and lock_state <> 'released'`,
  'I4 at most one live unlock per device': sql`
    select device_id, loan_id from unlocks
     where state in ('requested', 'dispatching', 'retry_wait', 'accepted', 'delivered')
     group by device_id, loan_id having count(*) > 1`,
  'I5 no unlock for a payment without its capture': sql`
    select unlocks.id, unlocks.loan_id from unlocks
     where cause = 'payment' and not exists (
       select from postings join ledger_entries as entry on entry.posting_id = postings.id
        where postings.cause in ('capture', 'cash', 'set_aside_booked', 'dispute_won_back', 'paid_elsewhere')
          and unlocks.cause_id in (entry.payment_id::text, postings.cause_id)
          and entry.loan_id = unlocks.loan_id)`,
  'I5 no unlock for a payment that does not open': sql`
    select payments.id, payments.loan_id from payments where unlock_id is not null and effect = 'none'`,
  'I7 the loan’s balances are what its entries add up to': sql`
    select loans.id as loan_id from loans
     where outstanding_minor <> (select coalesce(sum(amount_minor), 0) from ledger_entries
                                  where loan_id = loans.id and account = 'loan_receivable')
        or credit_minor <> (select coalesce(-sum(amount_minor), 0) from ledger_entries
                             where loan_id = loans.id and account = 'borrower_credit')`,
  'no more is given back, or on its way back, than came': sql`
    with back as (
      select coalesce(refunds.payment_intent_id, payments.payment_intent_id) as intent, payments.loan_id,
             sum(refunds.amount_minor) as amount_minor
        from refunds join payments on payments.id = refunds.payment_id
       where refunds.state <> 'failed' and requested_by like 'staff:%'
       group by 1, 2)
    select intent, loan_id from back
     where amount_minor > (
       select sum(entry.amount_minor) from postings
         join ledger_entries as entry on entry.posting_id = postings.id
        where cause = 'capture' and account = 'psp_clearing' and cause_id = intent)`,
  'I10 of money paid twice never more goes back than was paid': sql`
    select refunds.id, payments.loan_id from refunds join payments on payments.id = refunds.payment_id
     where reason = 'duplicate' and refunds.amount_minor > paid_minor`,
  'I11 no loan has a credit while it owes anything': sql`
    select loans.id as loan_id from loans where credit_minor > 0 and outstanding_minor > 0`,
  'a refund that failed was booked out once and back once': sql`
    select failed.id, (
             select max(payments.loan_id::text)::uuid from ledger_entries as entry
               join payments on payments.id = entry.payment_id where entry.posting_id = failed.id) as loan_id
      from postings as failed
     where failed.cause = 'refund_failed' and 0 <> (
       select sum(entry.amount_minor) from postings
         join ledger_entries as entry on entry.posting_id = postings.id
        where postings.cause in ('refund', 'refund_failed') and postings.cause_id = failed.cause_id
          and account = 'psp_clearing')`,
  'a confirmed unlock has evidence of an open phone': sql`
    select unlocks.id, unlocks.loan_id from unlocks
     where state = 'confirmed' and not exists (
       select from device_evidence as evidence
        where evidence.device_id = unlocks.device_id and actual in ('unlocked', 'released')
          and (source = 'webhook' or greatest(observed_at, last_seen_at) >= unlocks.dispatched_at
            or (source = 'person' and observed_at >= unlocks.requested_at)
            or (source <> 'person' and actual = 'released')))`,
  'an unlock is dated as its state says': sql`
    select id, loan_id from unlocks
     where (state = 'confirmed') <> (confirmed_at is not null)
        or (state in ('accepted', 'delivered') and accepted_at is null)
        or (state not in ('requested', 'superseded') and dispatched_at is null
          and not exists (select from device_evidence as evidence
             where evidence.device_id = unlocks.device_id and source = 'person'
               and observed_at >= unlocks.requested_at))`,
}

export type Broken = { promise: string; rows: unknown[] }

/** Every promise of the ledger with the rows that break it, of all loans or of one; none when it holds. */
export async function brokenPromises(db: Database, loanId?: string): Promise<Broken[]> {
  const found: Broken[] = []
  for (const [promise, query] of Object.entries(broken)) {
    const isMeant = loanId === undefined ? sql`true` : sql`coalesce(loan_id = ${loanId}, true)`
    const { rows } = await sql`select * from (${query}) as broken where ${isMeant}`.execute(db)
    found.push({ promise, rows })
  }
  return found
}
