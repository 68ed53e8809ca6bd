import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { HoldReason } from '#lib/domain/hold.ts'
import { endHold } from './end-hold.ts'

export type NewHold = {
  lenderId: string
  /** One loan, or every phone of one lock provider. */
  about: { loanId: string } | { provider: string }
  reason: HoldReason
  /** The promise, restructuring, return or case it comes from. */
  causeId: string
  placedBy: string
  note?: string | null
  until: Temporal.Instant
  now: Temporal.Instant
}

export type PlacedHold = { holdId: string; isNew: boolean }

/**
 * Tells the lock side, from now on, to leave a phone alone. Every hold ends by itself at `until`.
 * The same cause asked again with the same end changes nothing; with another end, the older hold is replaced.
 */
export async function placeHold(tx: Tx, hold: NewHold): Promise<PlacedHold> {
  const { lenderId, about, reason, causeId, placedBy, note, until, now } = hold
  if (Temporal.Instant.compare(until, now) <= 0) throw new Error(`a hold cannot end at ${until}`)
  const before = await tx
    .selectFrom('holds')
    .select(['id', 'untilAt'])
    .where('reason', '=', reason)
    .where('causeId', '=', causeId)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (before?.untilAt.equals(until)) return { holdId: before.id, isNew: false }
  if (before) await endHold(tx, { reason, causeId, endReason: 'replaced', endedBy: placedBy, now })
  const { id: holdId } = await tx
    .insertInto('holds')
    .values({
      lenderId,
      ...about,
      reason,
      causeId,
      placedBy,
      note: note ?? null,
      fromAt: now,
      untilAt: until,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeJournal(tx, {
    lenderId,
    actor: placedBy,
    action: 'hold.placed',
    subject: 'hold',
    subjectId: holdId,
    detail: { reason, causeId, ...about, until: until.toString() },
  })
  return { holdId, isNew: true }
}
