import type { Lender } from '#lib/db/lenders.ts'
import { makeCode } from '#lib/db/signed-codes.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { purchaseOf } from '#lib/loans/purchase.ts'
import { keepStatement } from '#lib/statements/keep-statement.ts'
import { phoneStated } from '#lib/statements/phone-stated.ts'
import { aboutPhone } from './make-statement.ts'

/** How long the paper can be checked. */
export const packValidDays = 90

type Wanted = { lender: Lender; borrowerId: string; deviceId: string; now: Temporal.Instant }

/** States that this lender finances a phone, for the paper that its borrower takes to whoever can help with another lock. */
export async function makeVisitPack(
  tx: Tx,
  { lender, borrowerId, deviceId, now }: Wanted,
): Promise<{ code: string } | { refusal: 'missing' | 'handed_back' }> {
  const purchase = await purchaseOf(tx, borrowerId, deviceId)
  if (!purchase) return { refusal: 'missing' }
  const loan = await lockLoan(tx, purchase.loanId)
  const phone = await phoneStated(tx, lender.id, deviceId)
  if (!phone) return { refusal: 'missing' }
  if (phone.handedBackAt) return { refusal: 'handed_back' }
  const code = makeCode('statement', lender.id)
  const stated = {
    ...aboutPhone(phone, { lender, code, now }),
    kind: 'financed',
    firstDueOn: purchase.firstDueOn.toString(),
    isPaidOff: loan.outstandingMinor === 0n,
  } as const
  await keepStatement(tx, {
    lenderId: lender.id,
    deviceId,
    stated,
    madeBy: `borrower:${borrowerId}`,
    endsAt: now.add({ hours: packValidDays * 24 }),
    payLinkId: null,
    now,
  })
  return { code }
}
