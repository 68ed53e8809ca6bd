import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { HoldEnd, HoldReason } from '#lib/domain/hold.ts'

export type HoldEnding = {
  reason: HoldReason
  causeId: string
  endReason: HoldEnd
  endedBy: string
  now: Temporal.Instant
}

/** Ends the hold of this cause before its time; undefined when there is none. Asking twice changes nothing. */
export async function endHold(
  tx: Tx,
  { reason, causeId, endReason, endedBy, now }: HoldEnding,
): Promise<string | undefined> {
  const ended = await tx
    .updateTable('holds')
    .set({ endedAt: now, endedBy, endReason })
    .where('reason', '=', reason)
    .where('causeId', '=', causeId)
    .where('endedAt', 'is', null)
    .returning(['id', 'lenderId'])
    .executeTakeFirst()
  if (!ended) return undefined
  await writeJournal(tx, {
    lenderId: ended.lenderId,
    actor: endedBy,
    action: 'hold.ended',
    subject: 'hold',
    subjectId: ended.id,
    detail: { reason, causeId, endReason },
  })
  return ended.id
}
