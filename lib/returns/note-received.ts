import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { parseImei } from '#lib/domain/identity/imei.ts'
import type { LeftAccount } from '#lib/domain/return/checklist.ts'
import { heldWhileHere, liveReturnStates, renewalOf } from '#lib/domain/return/return.ts'
import { type LockedReturn, lockReturn } from './lock-return.ts'
import {
  doneTo,
  moveReturn,
  type ReturnAct,
  type ReturnDone,
  type ReturnRefusal,
} from './move-return.ts'

export type Arrival = ReturnAct & {
  /** As typed from the phone in hand. */
  imei: string
  accountsLeft: LeftAccount[]
  /** The very sentence that the borrower agreed to at hand-over; undefined: none was given. Nothing here acts on it. */
  wipeConsent: string | undefined
}

type ReceiptRefusal =
  | ReturnRefusal
  | { refusal: 'not_an_imei' | 'other_phone' | 'another_under_way' }

export type Received = ReturnDone & { heldUntil: Temporal.Instant }

/** Takes a phone in: the one that was arranged, told by its IMEI. */
export async function noteReceived(
  tx: Tx,
  { imei: typed, accountsLeft, wipeConsent, ...act }: Arrival,
): Promise<Received | ReceiptRefusal> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  const imei = parseImei(typed)
  if (!imei) return { refusal: 'not_an_imei' }
  if (!(await isThePhone(tx, locked, imei))) return { refusal: 'other_phone' }
  if (!locked.row.arrangedAt) return { refusal: 'changed' }
  if (await isAnotherUnderWay(tx, locked)) return { refusal: 'another_under_way' }
  const heldUntil = heldWhileHere({ timeZone: locked.loan.lender.timeZone, now: act.now })
  const consent = wipeConsent ? { wipeConsentAt: act.now, wipeConsentBy: act.actor } : {}
  const isMoved = await moveReturn(tx, act, {
    to: 'received',
    set: {
      ...consent,
      accountsLeft,
      receivedAt: act.now,
      receivedBy: act.actor,
      nextActionAt: renewalOf(heldUntil),
    },
    detail: { accountsLeft: accountsLeft.join(', ') },
  })
  if (!isMoved) return { refusal: 'changed' }
  await tx
    .updateTable('devices')
    .set({ handedBackAt: act.now })
    .where('id', '=', locked.row.deviceId)
    .execute()
  if (wipeConsent) await noteConsent(tx, locked, { actor: act.actor, sentence: wipeConsent })
  return { ...doneTo(locked), heldUntil }
}

// A phone whose IMEI nobody wrote down cannot be told from another by it.
async function isThePhone(tx: Tx, { row }: LockedReturn, imei: string): Promise<boolean> {
  const known = await tx
    .selectFrom('devices')
    .select(['imei', 'imei2'])
    .where('id', '=', row.deviceId)
    .executeTakeFirstOrThrow()
  const numbers = [known.imei, known.imei2].filter((number) => number !== null)
  return numbers.length === 0 || numbers.includes(imei)
}

// Only for a phone that comes after its return has expired, when the borrower has begun another.
async function isAnotherUnderWay(tx: Tx, { row }: LockedReturn): Promise<boolean> {
  const other = await tx
    .selectFrom('returns')
    .select('id')
    .where('loanId', '=', row.loanId)
    .where('id', '<>', row.id)
    .where('state', 'in', liveReturnStates)
    .executeTakeFirst()
  return other !== undefined
}

function noteConsent(
  tx: Tx,
  { row }: LockedReturn,
  { actor, sentence }: { actor: string; sentence: string },
): Promise<void> {
  return writeAuditLog(tx, {
    lenderId: row.lenderId,
    actor,
    action: 'return.consent_recorded',
    subject: 'return',
    subjectId: row.id,
    detail: { sentence },
  })
}
