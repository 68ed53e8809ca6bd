import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { restIsWaived } from '#lib/domain/money/payment-choices.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { smallRests } from '#lib/loans/small-rests.ts'
import { writeOff } from '#lib/payments/write-off.ts'
import { openAsBooked } from '#lib/workflows/unlocks/open-as-booked.ts'

const batch = 100

/** Where the lender lets go of a rest that is too little to be charged: the loan ends, and its phone is released. */
export async function waiveSmallRests(now: Temporal.Instant): Promise<void> {
  for (const loanId of await smallRests(database(), batch))
    await transaction((tx) => waive(tx, loanId, now))
}

async function waive(tx: Tx, loanId: string, now: Temporal.Instant): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  if (!isStillWaived(loan)) return
  const causeId = `small_rest:${loanId}:${await newestEntry(tx, loanId)}`
  await writeOff(tx, loan, { causeId, actor: 'keyturn' })
  await openAsBooked(
    tx,
    { kind: 'release' },
    {
      ...{ loanId, cause: 'reconciler', causeId, actor: 'keyturn', now },
      deadlineAt: now.add({ minutes: loan.lender.policy.unlockWithinMinutes }),
    },
  )
}

function isStillWaived(loan: LoanRecord): boolean {
  const { policy, paymentMethods } = loan.lender
  return restIsWaived(loan, { policy, charge: chargeLimits(loan.currency, paymentMethods) })
}

// What came since may have left another rest: each is let go of once.
async function newestEntry(tx: Tx, loanId: string): Promise<string> {
  const { newest } = await tx
    .selectFrom('ledgerEntries')
    .select((eb) => eb.fn.max('id').as('newest'))
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow()
  return String(newest)
}
