import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import {
  type DoubtAboutLock,
  doubtAboutLock,
  type SeenLocked,
  wordOf,
} from '#lib/domain/lock/by-hand.ts'
import { barsToLocking, type LockBar } from '#lib/domain/lock/may-lock.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { type LoanRecord, lockLoanOfLender } from '#lib/ledger/ledger.ts'
import { lockFacts } from '#lib/lock-rules/lock-facts.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'

export type LockedByHand = SeenLocked & {
  loanId: string
  lenderId: string
  /** Who of the staff says so. */
  staffId: string
  note: string
  now: Temporal.Instant
}

/** `by_service`: the phone speaks for itself. `over`: it is locked. `forbidden`: against the ledger or a hold. */
export type NotLockable =
  | { refusal: 'no_phone' | 'by_service' | 'over' }
  | { refusal: 'forbidden'; bars: LockBar[]; ends: { hold: End; open_until: End } }
type End = Temporal.Instant | null
type Lockable = { deviceId: string; openSince: Temporal.Instant | null }

/** Whether somebody may say that a phone without a lock service is locked again; else why nobody may. */
export async function lockableByHand(
  db: Database,
  balance: LoanRecord,
  now: Temporal.Instant,
): Promise<Lockable | NotLockable> {
  const phone = await db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.id', 'devices.provider', 'devices.lockState', 'devices.lockStateAt'])
    .select(lockFacts)
    .where('loans.id', '=', balance.loanId)
    .executeTakeFirst()
  if (!phone) return { refusal: 'no_phone' }
  if (!isOpenedByHand(phone.provider)) return { refusal: 'by_service' }
  if (phone.lockState === 'locked') return { refusal: 'over' }
  const [longest] = await activeHolds(db, balance.loanId, now)
  const heldUntil = longest?.untilAt ?? null
  const { policy, timeZone } = balance.lender
  const bars = barsToLocking({ ...phone, balance, heldUntil }, { policy, timeZone, now })
  const ends = { hold: heldUntil, open_until: phone.openUntil }
  if (bars.length > 0) return { refusal: 'forbidden', bars, ends }
  return { deviceId: phone.id, openSince: phone.lockStateAt }
}

/** Takes somebody's word that such a phone is locked again, as evidence with who said it and how they know. */
export async function lockedByHand(
  tx: Tx,
  word: LockedByHand,
): Promise<{ outcome: 'locked' } | NotLockable | { refusal: DoubtAboutLock | 'missing' }> {
  const { lenderId, staffId, seenAt, now } = word
  const balance = await lockLoanOfLender(tx, word)
  if (!balance) return { refusal: 'missing' }
  const lockable = await lockableByHand(tx, balance, now)
  if ('refusal' in lockable) return lockable
  const { deviceId, openSince } = lockable
  const refusal = doubtAboutLock(word, openSince, now)
  if (refusal) return { refusal }
  const rawStatus = wordOf(word)
  await recordEvidence(tx, {
    deviceId,
    lenderId,
    source: 'person',
    saidBy: staffId,
    now,
    dedupeKey: `person:locked:${deviceId}:${openSince?.epochMilliseconds ?? 0}`,
    snapshot: { actual: 'locked', otherLocks: [], observedAt: seenAt, rawStatus },
  })
  await writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action: 'device.locked_by_hand',
    subject: 'device',
    subjectId: deviceId,
    detail: { said: rawStatus, seenAt: seenAt.toString() },
  })
  return { outcome: 'locked' }
}
