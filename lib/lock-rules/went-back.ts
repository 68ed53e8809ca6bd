import { type RawBuilder, sql } from 'kysely'

/**
 * All of the money that asked for an unlock has gone back, by whatever way; for a query with `unlocks` under this name.
 * What a payment was given back for, what its bank took and two people made owed again, cash that was undone, what the
 * lender's own book has taken back.
 */
export function wentBack(unlock: string): RawBuilder<boolean> {
  const asked = sql.ref(unlock)
  return sql`(${asked}.cause = 'payment' and (${isPaymentGone(asked)} or ${isTakenBackElsewhere(asked, sql`true`)}))`
}

/** The lender's book had taken back what asked for an unlock before it told of this. */
export function wentBackElsewhereBefore(unlock: string, postingId: string): RawBuilder<boolean> {
  return isTakenBackElsewhere(sql.ref(unlock), sql`telling.id <> ${postingId}`)
}

type Asked = ReturnType<typeof sql.ref>

// An unlock is named by its payment, or by the posting by which money of the payment came later: set aside at first, or
// given again by the bank.
function isPaymentGone(asked: Asked): RawBuilder<boolean> {
  return sql`exists (
    select from payments as undone
     where undone.loan_id = ${asked}.loan_id
       and (undone.id::text = ${asked}.cause_id or exists (
         select from postings as later join ledger_entries as part on part.posting_id = later.id
          where later.cause in ('set_aside_booked', 'dispute_won_back')
            and later.cause_id = ${asked}.cause_id and part.payment_id = undone.id))
       and ${countsNoMore('undone')})`
}

/** Nothing of a payment counts for its loan (any more); for a query with `payments` under this name. */
export function countsNoMore(payment: string): RawBuilder<boolean> {
  return sql`(select coalesce(sum(kept.amount_minor), 0) from ledger_entries as kept
    where kept.payment_id = ${sql.ref(`${payment}.id`)}
      and kept.account in (
        'loan_receivable', 'settlement_rebate', 'borrower_credit', 'goodwill_credit')) >= 0`
}

// The book tells of sums: what it takes back is what it told of last, and what it tells of after that is other money.
function isTakenBackElsewhere(asked: Asked, isHeard: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select from (
      select sum(since.amount_minor) over (order by since.id) as left_minor
        from postings as told
        join ledger_entries as since on since.loan_id = ${asked}.loan_id and since.account = 'lender_book'
        join postings as telling on telling.id = since.posting_id
       where told.cause = 'paid_elsewhere' and told.cause_id = ${asked}.cause_id
         and telling.cause = 'paid_elsewhere' and telling.posted_at >= told.posted_at
         and ${isHeard}) as running
     where left_minor <= 0)`
}
