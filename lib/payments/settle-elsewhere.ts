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
    ...{ lenderId: loan.lender.id, loanId: loan.loanId, currency: loan.currency, paymentId: null },
    ...{ cause: 'settled_elsewhere', causeId: postingId },
    entries: [
      { account: 'settlement_rebate', amountMinor: rebateMinor },
      { account: 'loan_receivable', amountMinor: -owedMinor },
      { account: 'borrower_credit', amountMinor: owedMinor - rebateMinor },
    ],
  })
}

/** The lender's book takes back what it told of: what was waived with that is owed again. */
export async function unsettleElsewhere(
  tx: Tx,
  { lender, loanId, currency }: LoanRecord,
  postingId: string,
): Promise<void> {
  const { waivedMinor } = await tx
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('waivedMinor'))
    .where('ledgerEntries.loanId', '=', loanId)
    .where('account', '=', 'settlement_rebate')
    .where('cause', '=', 'settled_elsewhere')
    .executeTakeFirstOrThrow()
  if (waivedMinor === 0n) return
  await post(tx, {
    ...{ lenderId: lender.id, loanId, currency, paymentId: null },
    ...{ cause: 'settled_elsewhere', causeId: postingId },
    entries: [
      { account: 'settlement_rebate', amountMinor: -waivedMinor },
      { account: 'loan_receivable', amountMinor: waivedMinor },
    ],
  })
}
