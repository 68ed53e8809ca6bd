import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { isSettledAsSaid } from '#lib/domain/money/settlement-quote.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { type SettledAsSaid, settledAsSaid } from '#lib/loans/settled-as-said.ts'
import { waiveAsSaid } from '#lib/payments/waive-as-said.ts'
import { endWithoutMoney } from './end-without-money.ts'

const batch = 100

/**
 * Where what was said to be waived is all that is owed by now, nothing is to be paid: the loan ends, and its phone is
 * released, or left open where it was the lender's book that said so.
 */
export async function settleAsSaid(now: Temporal.Instant): Promise<void> {
  for (const settled of await settledAsSaid(database(), { now, limit: batch }))
    await transaction((tx) => settle(tx, settled, now))
}

async function settle(tx: Tx, { loanId, on }: SettledAsSaid, now: Temporal.Instant): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  if (!isSettledAsSaid(loan, on)) return
  await endWithoutMoney(tx, loan, {
    reason: 'as_said',
    keepsLock: await isByTheBook(tx, loanId),
    waive: (causeId) => waiveAsSaid(tx, loan, { causeId, on, now }),
    now,
  })
}

// The next file may say otherwise, and a lock that is gone cannot be put back.
async function isByTheBook(tx: Tx, loanId: string): Promise<boolean> {
  const { cause } = await tx
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select('postings.cause')
    .where('ledgerEntries.loanId', '=', loanId)
    // Written by the ledger itself, whoever spoke.
    .where('postings.cause', '<>', 'credit_set_off')
    .orderBy('ledgerEntries.id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return cause === 'paid_elsewhere' || cause === 'settled_elsewhere'
}
