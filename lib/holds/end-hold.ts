import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { HoldEnd, HoldReason } from '#lib/domain/lock/hold.ts'

export type HoldEnding = {
  reason: HoldReason
  causeId: string
  endReason: HoldEnd
  endedBy: string
  now: Temporal.Instant
}

export type EndedHold = {
  holdId: string
  lenderId: string
  loanId: string | null
  /** Until when it would have lasted. */
  untilAt: Temporal.Instant
}

/** Ends the hold of this cause before its time; undefined when there is none. Asking twice changes nothing. */
export async function endHold(
  tx: Tx,
  { reason, causeId, endReason, endedBy, now }: HoldEnding,
): Promise<EndedHold | undefined> {
  const ended = await tx
    .updateTable('holds')
    .set({ endedAt: now, endedBy, endReason })
    .where('reason', '=', reason)
    .where('causeId', '=', causeId)
    .where('endedAt', 'is', null)
    .returning(['id as holdId', 'lenderId', 'loanId', 'untilAt'])
    .executeTakeFirst()
  if (!ended) return undefined
  await writeAuditLog(tx, {
    lenderId: ended.lenderId,
    actor: endedBy,
    action: 'hold.ended',
    subject: 'hold',
    subjectId: ended.holdId,
    detail: { reason, causeId, endReason },
  })
  return ended
}
