import { closeOfAct } from '#lib/cases/close-by-itself.ts'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ActAsked, ActDetail } from '#lib/domain/approval.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { type LoanRecord, lockLoanOfLender } from '#lib/ledger/ledger.ts'
import { writeOff } from '#lib/payments/write-off.ts'
import { type Agreed, agreedBy } from '#lib/workflows/approvals/agreed.ts'
import { type AskedSecond, askSecond } from '#lib/workflows/approvals/ask-second.ts'
import { requestUnlock } from './request-unlock.ts'
import { isDisputed } from './revoke-unfounded.ts'

type ReleaseWish = {
  lenderId: string
  loanId: string
  /** What the person saw as owed. */
  seenOutstandingMinor: bigint
  /** Writes off what is owed as well; otherwise the balance stays as it is. */
  writesOff: boolean
  reason: string
  staffId: string
  /** The form's own. */
  token: string
  now: Temporal.Instant
}

type ReleaseAsked =
  | { outcome: 'released'; unlockId: string }
  | AskedSecond
  | { refusal: 'missing' | 'no_phone' | 'already_released' | 'changed_since' }

/** Removes the lock for good: at once when nothing is owed and nothing disputed, else once a second person agrees. */
export async function releaseByStaff(tx: Tx, wish: ReleaseWish): Promise<ReleaseAsked> {
  const { loanId, lenderId, staffId, reason, token, now } = wish
  const held = await heldPhone(tx, wish)
  if ('refusal' in held) return held
  const { loan, deviceId } = held
  if (loan.outstandingMinor !== wish.seenOutstandingMinor) return { refusal: 'changed_since' }
  if (loan.outstandingMinor === 0n && !(await isDisputed(tx, loanId))) {
    const actor = `staff:${staffId}`
    const unlockId = await release(tx, loan, { deviceId, causeId: token, actor, reason, now })
    return { outcome: 'released', unlockId }
  }
  const detail: ActAsked = {
    act: 'release',
    loanId,
    currency: loan.currency,
    writeOff: wish.writesOff,
    seenOutstandingMinor: String(loan.outstandingMinor),
  }
  return askSecond(tx, detail, { formId: token, note: reason, staffId, lenderId, now })
}

/** Does what two people agreed on; false when the loan or the phone is not as it was when it was asked. */
export async function releaseAgreed(
  tx: Tx,
  detail: Extract<ActDetail, { act: 'release' }>,
  agreed: Agreed,
): Promise<boolean> {
  const { approvalId: causeId, lenderId, reason, now } = agreed
  const held = await heldPhone(tx, { lenderId, loanId: detail.loanId })
  if ('refusal' in held || held.loan.outstandingMinor !== detail.seenOutstandingMinor) return false
  const { loan, deviceId } = held
  const actor = agreedBy(agreed)
  const approval = causeId
  if (detail.writeOff) await writeOff(tx, loan, { causeId, actor, approval })
  await release(tx, loan, { deviceId, causeId, actor, reason, now, approval })
  return true
}

type Held = { loan: LoanRecord; deviceId: string }

async function heldPhone(
  tx: Tx,
  asked: Pick<ReleaseWish, 'lenderId' | 'loanId'>,
): Promise<Held | Extract<ReleaseAsked, { refusal: string }>> {
  const loan = await lockLoanOfLender(tx, asked)
  if (!loan) return { refusal: 'missing' }
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lockState'])
    .where('loanId', '=', loan.loanId)
    .executeTakeFirst()
  if (!device) return { refusal: 'no_phone' }
  if (device.lockState === 'released') return { refusal: 'already_released' }
  return { loan, deviceId: device.id }
}

type Release = {
  deviceId: string
  causeId: string
  actor: string
  reason: string
  now: Temporal.Instant
  /** By which two people agreed. */
  approval?: string
}

async function release(tx: Tx, { loanId, lender }: LoanRecord, asked: Release): Promise<string> {
  const notDone = { act: 'release', subjectId: loanId }
  await closeOfAct(tx, { lenderId: lender.id, asked: notDone, now: asked.now })
  const { reason, approval, ...request } = asked
  const unlockId = await requestUnlock(tx, {
    ...request,
    intent: { kind: 'release' },
    cause: 'staff',
    deadlineAt: unlockDeadline(asked.now, lender.policy),
  })
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor: asked.actor,
    action: 'loan.phone_released',
    subject: 'loan',
    subjectId: loanId,
    detail: { reason, unlock: unlockId, ...(approval && { approval }) },
  })
  return unlockId
}
