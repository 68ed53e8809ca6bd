import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import { endHold } from './end-hold.ts'

export type NewHold = {
  lenderId: string
  /** One loan, or every phone of one lock provider. */
  about: { loanId: string } | { provider: string }
  reason: HoldReason
  /** The promise, plan, return or case it comes from. */
  causeId: string
  placedBy: string
  note?: string | null
  until: Temporal.Instant
  /** Whether its days are taken from those that arrangements may keep a phone open in a year. */
  isCounted?: boolean
  now: Temporal.Instant
}

export type PlacedHold = {
  holdId: string
  isNew: boolean
  /** The hold of the same cause that this one took the place of. */
  replacedId?: string | undefined
}

/**
 * Tells the lock side, from now on, to leave a phone alone. Every hold ends by itself at `until`.
 * The same cause asked again with the same end changes nothing; with another end, the older hold is replaced.
 */
export async function placeHold(tx: Tx, hold: NewHold): Promise<PlacedHold> {
  const { lenderId, about, reason, causeId, placedBy, note, isCounted = false, now } = hold
  // Compared with what the database keeps, which knows no nanoseconds.
  const until = hold.until.round('millisecond')
  if (Temporal.Instant.compare(until, now) <= 0) throw new Error(`a hold cannot end at ${until}`)
  const before = await tx
    .selectFrom('holds')
    .select(['id', 'untilAt'])
    .where('reason', '=', reason)
    .where('causeId', '=', causeId)
    .where('endedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (before?.untilAt.equals(until)) return { holdId: before.id, isNew: false }
  if (before) await giveWay(tx, hold, before.untilAt)
  const row = await tx
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
      isCounted,
    })
    .onConflict((conflict) =>
      conflict.columns(['reason', 'causeId']).where('endedAt', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  // Somebody placed it at the same moment: theirs is there now.
  if (!row) return placeHold(tx, hold)
  await writeAuditLog(tx, {
    lenderId,
    actor: placedBy,
    action: 'hold.placed',
    subject: 'hold',
    subjectId: row.id,
    detail: { reason, causeId, ...about, until: until.toString() },
  })
  return { holdId: row.id, isNew: true, replacedId: before?.id }
}

async function giveWay(tx: Tx, hold: NewHold, untilAt: Temporal.Instant): Promise<void> {
  const { reason, causeId, placedBy: endedBy, now } = hold
  const isOver = Temporal.Instant.compare(untilAt, now) <= 0
  const endReason = isOver ? 'over' : 'replaced'
  await endHold(tx, { reason, causeId, endReason, endedBy, now })
}
