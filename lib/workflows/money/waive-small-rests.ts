import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { restIsWaived } from '#lib/domain/money/payment-choices.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { smallRests } from '#lib/loans/small-rests.ts'
import { writeOff } from '#lib/payments/write-off.ts'
import { endWithoutMoney } from './end-without-money.ts'

const batch = 100

/** Where the lender waives a rest that is too little to be charged: the loan ends, and its phone is released. */
export async function waiveSmallRests(now: Temporal.Instant): Promise<void> {
  for (const loanId of await smallRests(database(), batch))
    await transaction((tx) => waive(tx, loanId, now))
}

async function waive(tx: Tx, loanId: string, now: Temporal.Instant): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  if (!isStillWaived(loan)) return
  await endWithoutMoney(tx, loan, {
    reason: 'small_rest',
    waive: (causeId) => writeOff(tx, loan, { causeId, actor: 'keyturn' }),
    now,
  })
}

function isStillWaived(loan: LoanRecord): boolean {
  const { policy, paymentMethods } = loan.lender
  return restIsWaived(loan, { policy, charge: chargeLimits(loan.currency, paymentMethods) })
}
