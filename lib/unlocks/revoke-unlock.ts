import { type RawBuilder, sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { givenUpStates } from '#lib/domain/lock/unlock.ts'

export type Revocation = {
  unlockId: string
  lenderId: string
  /** `taken_back`: by whoever of the staff is the actor. */
  reason: 'owed_again' | 'disputed' | 'money_went_back' | 'reason_ended' | 'taken_back'
  actor?: string
  note?: string
  now: Temporal.Instant
}

/** Ends an unlock that is not out, because what it was asked for is gone. False when it is out, or over. */
export async function revokeUnlock(
  tx: Tx,
  { unlockId, lenderId, reason, actor = 'keyturn', note, now }: Revocation,
): Promise<boolean> {
  const revoked = await tx
    .updateTable('unlocks')
    .set({ state: 'superseded', stateAt: now, revokedAt: now })
    .where('id', '=', unlockId)
    .where(isEndable(now))
    .returning('id')
    .executeTakeFirst()
  if (!revoked) return false
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: reason === 'taken_back' ? 'unlock.taken_back' : 'unlock.revoked',
    subject: 'unlock',
    subjectId: unlockId,
    detail: { reason, ...(note !== undefined && { note }) },
  })
  return true
}

/**
 * It is not out: nobody has sent it, whoever was sending it is gone, or it was given up and a person has it. For a query
 * with `unlocks`.
 */
export function isEndable(now: Temporal.Instant): RawBuilder<boolean> {
  return sql<boolean>`(unlocks.state in ('requested', 'retry_wait')
    or (unlocks.state = any(${[...givenUpStates]}) and unlocks.is_newest)
    or (unlocks.state = 'dispatching' and unlocks.next_action_at <= ${now}))`
}
