import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type HandOver, handOverDay, remindOfHandOver } from '#lib/domain/return/hand-over.ts'
import { heldUntilSent } from '#lib/domain/return/return.ts'
import { lockReturn } from './lock-return.ts'
import { doneTo, type ReturnAct, type ReturnDone, type ReturnRefusal } from './move-return.ts'
import { handOverColumns } from './plan-hand-over.ts'

export type Schedule = ReturnAct & {
  /** Left out: as the borrower chose it. */
  moved?: { handOver: HandOver; reason: string } | undefined
}

export type Scheduled = ReturnDone & { heldUntil: Temporal.Instant }

/** Confirms how a phone comes back, or moves it with a reason that the borrower reads; a later day is held for, too. */
export async function scheduleHandOver(
  tx: Tx,
  { moved, ...act }: Schedule,
): Promise<Scheduled | ReturnRefusal | { refusal: 'reason_missing' }> {
  const locked = await lockReturn(tx, act.owner, act.returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row, loan } = locked
  if (row.state !== 'arranged' || row.version !== act.seenVersion || !row.sendBy)
    return { refusal: 'changed' }
  if (moved && !moved.reason.trim()) return { refusal: 'reason_missing' }
  const on = moved?.handOver.kind === 'courier' ? moved.handOver.on : row.sendBy
  const sendBy = Temporal.PlainDate.compare(on, row.sendBy) > 0 ? on : row.sendBy
  const clock = { timeZone: loan.lender.timeZone, now: act.now }
  const heldUntil = later(heldUntilSent(sendBy, 0, clock), row.dataWindowUntil)
  const columns = moved ? handOverColumns(moved.handOver) : { courierOn: row.courierOn }
  // Who was reminded of the old day is reminded of the new one, too.
  const remindedAt = moved ? null : row.remindedAt
  const remindAt = remindOfHandOver(handOverDay({ ...columns, sendBy }), clock)
  await tx
    .updateTable('returns')
    .set((eb) => ({
      ...columns,
      sendBy,
      remindedAt,
      dataWindowUntil: heldUntil,
      nextActionAt: remindedAt ? heldUntil : (remindAt ?? heldUntil),
      scheduledAt: act.now,
      scheduledBy: act.actor,
      scheduleNote: moved?.reason.trim() ?? null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', row.id)
    .execute()
  await writeAuditLog(tx, {
    lenderId: row.lenderId,
    actor: act.actor,
    action: moved ? 'return.moved' : 'return.confirmed',
    subject: 'return',
    subjectId: row.id,
    detail: moved ? { by: moved.handOver.kind, reason: moved.reason.trim() } : {},
  })
  return { ...doneTo(locked), heldUntil }
}

function later(a: Temporal.Instant, b: Temporal.Instant | null): Temporal.Instant {
  return b && Temporal.Instant.compare(b, a) > 0 ? b : a
}
