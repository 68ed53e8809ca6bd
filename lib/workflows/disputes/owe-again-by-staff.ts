import { closeByItself, closeOfCredit } from '#lib/cases/close-by-itself.ts'
import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked, ActDetail } from '#lib/domain/approval.ts'
import { longestUntil } from '#lib/domain/lock/hold.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { lockLoanOfPayment, readLoan } from '#lib/ledger/ledger.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  checkOweAgain,
  type OweAgain,
  type OweAgainRefusal,
  oweAgain,
} from '#lib/payments/disputes/owe-again.ts'
import { type Agreed, agreedBy } from '#lib/workflows/approvals/agreed.ts'
import { type AskedSecond, askSecond } from '#lib/workflows/approvals/ask-second.ts'
import { holdPhone } from '#lib/workflows/holds/hold-phone.ts'
import { shortenUnlock } from '#lib/workflows/unlocks/adjust-unlock.ts'
import { revokeUnfounded } from '#lib/workflows/unlocks/revoke-unfounded.ts'
import { disputeKey } from './follow-dispute.ts'

type OweAgainWish = OweAgain & {
  note: string
  staffId: string
  /** The form's own. */
  token: string
  now: Temporal.Instant
}

type OweAgainAsked = AskedSecond | OweAgainRefusal

/** Puts before a second person that what a bank has taken for good is owed again. */
export async function oweAgainByStaff(tx: Tx, wish: OweAgainWish): Promise<OweAgainAsked> {
  const dispute = await checkOweAgain(tx, wish)
  if ('refusal' in dispute) return dispute
  const { lenderId, disputeId, note, staffId, token, now } = wish
  const { paymentId, currency } = dispute
  const detail: ActAsked = {
    act: 'owe_again',
    paymentId,
    disputeId,
    currency,
    amountMinor: String(wish.amountMinor),
  }
  return askSecond(tx, detail, { formId: token, note, staffId, lenderId, now })
}

/**
 * Books it as two people agreed, and tells the borrower; false when the dispute is not as it was when it was asked.
 * No phone is locked by it: one that is open stays so for some days, to act in.
 */
export async function oweAgainAgreed(
  tx: Tx,
  detail: Extract<ActDetail, { act: 'owe_again' }>,
  agreed: Agreed,
): Promise<boolean> {
  const { lenderId, approvalId, reason: note, now } = agreed
  const { paymentId, disputeId, amountMinor } = detail
  const actor = agreedBy(agreed)
  const wish = { lenderId, paymentId, disputeId, amountMinor }
  const before = await lockLoanOfPayment(tx, paymentId)
  const dispute = await oweAgain(tx, wish, { actor, approvalId, note })
  if (!before || 'refusal' in dispute) return false
  const { loanId } = dispute
  await revokeUnfounded(tx, loanId, now)
  const until = await leaveOpen(tx, { lenderId, loanId, causeId: disputeId, placedBy: actor, now })
  await shortenUnlock(tx, loanId, now)
  // Less than the bank took where a credit met it, more where a settlement is none any more.
  const { outstandingMinor, creditMinor } = await readLoan(tx, loanId)
  if (creditMinor === 0n) await closeOfCredit(tx, { lenderId, loanId, now })
  const owedMinor = outstandingMinor - before.outstandingMinor
  await queueForBorrower(tx, {
    loanId,
    kind: 'dispute_owed_again',
    causeId: approvalId,
    detail: {
      paymentId,
      amountMinor: String(amountMinor),
      owedMinor: String(owedMinor),
      ...(until ? { until: until.toString() } : {}),
    },
  })
  await closeByItself(tx, { lenderId, dedupeKey: disputeKey(disputeId), now })
  return true
}

type Open = {
  lenderId: string
  loanId: string
  causeId: string
  placedBy: string
  now: Temporal.Instant
}

// Nobody finds the phone locked in the minute of reading. One that is locked already is not opened by this.
async function leaveOpen(tx: Tx, open: Open): Promise<Temporal.Instant | undefined> {
  const device = await tx
    .selectFrom('devices')
    .select('lockState')
    .where('loanId', '=', open.loanId)
    .where('handedBackAt', 'is', null)
    .executeTakeFirst()
  if (!device || device.lockState === 'locked' || device.lockState === 'released') return undefined
  const lender = await lenderById(tx, open.lenderId)
  const until = longestUntil(lender.policy, 'owed_again', { ...lender, now: open.now })
  await holdPhone(tx, { ...open, reason: 'owed_again', until })
  return staffedTime(until, lender)
}
