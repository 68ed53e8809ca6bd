import { sql } from 'kysely'
import type { Tx } from '#lib/db/transaction.ts'
import { smaller } from '#lib/domain/money/money.ts'
import { fallsAwayBy } from '#lib/domain/money/settlement-quote.ts'
import { type LoanRecord, post } from '#lib/ledger/ledger.ts'
import { loanToPay } from './loan-to-pay.ts'

type Elsewhere = {
  /** The posting of the money, which is booked already. */
  postingId: string
  paidMinor: bigint
  /** The day on which the lender's book told of it. */
  on: Temporal.PlainDate
  now: Temporal.Instant
}

/** What falls away with money that came elsewhere, when that is what somebody was told settles the loan. */
export async function settleElsewhere(
  tx: Tx,
  loan: LoanRecord,
  { postingId, paidMinor, on, now }: Elsewhere,
): Promise<void> {
  const before = { ...loan, outstandingMinor: loan.outstandingMinor + paidMinor }
  const { rebateMinor } = fallsAwayBy(before, paidMinor, on)
  const { outstandingMinor } = await loanToPay(tx, loan, { amountMinor: 0n, rebateMinor, on, now })
  if (rebateMinor === 0n) return
  // More was paid than settles: what was waived is owed no more, and so the surplus is the borrower's.
  const owedMinor = smaller(rebateMinor, outstandingMinor)
  await post(tx, {
    lenderId: loan.lender.id,
    loanId: loan.loanId,
    currency: loan.currency,
    paymentId: null,
    cause: 'settled_elsewhere',
    causeId: postingId,
    entries: [
      { account: 'settlement_rebate', amountMinor: rebateMinor },
      { account: 'loan_receivable', amountMinor: -owedMinor },
      { account: 'borrower_credit', amountMinor: owedMinor - rebateMinor },
    ],
  })
}

/**
 * The lender's book takes back what it told of last: what was waived for that is owed again. A settlement stands while what
 * is left of its money is as much as it took.
 */
export async function unsettleElsewhere(
  tx: Tx,
  { lender, loanId, currency }: LoanRecord,
  postingId: string,
): Promise<void> {
  const waivedMinor = await unearnedMinor(tx, loanId)
  if (waivedMinor <= 0n) return
  await post(tx, {
    lenderId: lender.id,
    loanId,
    currency,
    paymentId: null,
    cause: 'settled_elsewhere',
    causeId: postingId,
    entries: [
      { account: 'settlement_rebate', amountMinor: -waivedMinor },
      { account: 'loan_receivable', amountMinor: waivedMinor },
    ],
  })
}

// A loan that is settled had no credit before: all that is credit then was more than it took.
async function unearnedMinor(tx: Tx, loanId: string): Promise<bigint> {
  const { rows } = await sql<{ minor: bigint }>`
    with entries as (
      select entry.id, entry.posting_id, entry.account, entry.amount_minor, postings.cause, postings.cause_id
        from ledger_entries as entry join postings on postings.id = entry.posting_id
       where entry.loan_id = ${loanId}
         and entry.account in ('lender_book', 'borrower_credit', 'settlement_rebate')
    ), told as (
      select id, posting_id, sum(amount_minor) over (order by id) as total_minor
        from entries where cause = 'paid_elsewhere' and account = 'lender_book'
    ), waived as (
      select id, cause_id, amount_minor from entries
       where cause = 'settled_elsewhere' and account = 'settlement_rebate'
    ), binding as (
      select waived.amount_minor
        from waived join told as by on by.posting_id::text = waived.cause_id
       where waived.amount_minor > 0
         and (select min(since.total_minor) from told as since where since.id >= by.id)
             >= by.total_minor + (select coalesce(sum(amount_minor), 0) from entries as surplus
                  where surplus.account = 'borrower_credit'
                    and (surplus.id < waived.id or surplus.posting_id = (
                          select posting_id from entries where entries.id = waived.id)))
    )
    select ((select coalesce(sum(amount_minor), 0) from waived)
          - (select coalesce(sum(amount_minor), 0) from binding))::bigint as minor`.execute(tx)
  return rows[0]?.minor ?? 0n
}
