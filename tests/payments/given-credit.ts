import { randomUUID } from 'node:crypto'
import { transaction } from '#lib/db/transaction.ts'
import { lockLoan, post } from '#lib/ledger/ledger.ts'

/** The lender's book says that the loan is paid, and more than that. */
export function givenCredit(loanId: string, creditMinor = 50_000n): Promise<void> {
  return transaction(async (tx) => {
    const { lender, currency, outstandingMinor } = await lockLoan(tx, loanId)
    await post(tx, {
      lenderId: lender.id,
      loanId,
      currency,
      paymentId: null,
      cause: 'paid_elsewhere',
      causeId: `${loanId}:${randomUUID()}`,
      entries: [
        { account: 'lender_book', amountMinor: outstandingMinor + creditMinor },
        { account: 'loan_receivable', amountMinor: -outstandingMinor },
        { account: 'borrower_credit', amountMinor: -creditMinor },
      ],
    })
  })
}
