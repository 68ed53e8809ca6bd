import type { Updateable } from 'kysely'
import { type AuditLogLine, writeAuditLog } from '#lib/db/audit-log.ts'
import type { Returns } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type ReturnState, returnStatesBefore } from '#lib/domain/return/return.ts'
import type { LockedReturn, ReturnOwner } from './lock-return.ts'

/** Who does something to which return, and which version of it that person saw. */
export type ReturnAct = {
  owner: ReturnOwner
  returnId: string
  seenVersion: number
  actor: string
  now: Temporal.Instant
}

export type ReturnRefusal = { refusal: 'not_found' } | { refusal: 'changed' }

type Move = {
  to: ReturnState
  set: Omit<Updateable<Returns>, 'id' | 'state' | 'version'>
  detail?: AuditLogLine['detail']
}

/** Takes a return to its next state if it still stands as the person saw it. False when somebody was faster. */
export async function moveReturn(
  tx: Tx,
  { returnId, seenVersion, actor, now }: Omit<ReturnAct, 'owner'>,
  { to, set, detail = {} }: Move,
): Promise<boolean> {
  const moved = await tx
    .updateTable('returns')
    .set((eb) => ({ ...set, state: to, stateAt: now, version: eb('version', '+', 1) }))
    .where('id', '=', returnId)
    .where('version', '=', seenVersion)
    .where('state', 'in', returnStatesBefore(to))
    .returning(['id', 'lenderId'])
    .executeTakeFirst()
  if (!moved) return false
  await writeAuditLog(tx, {
    lenderId: moved.lenderId,
    actor,
    action: `return.${to}`,
    subject: 'return',
    subjectId: moved.id,
    detail,
  })
  return true
}

/** What every act answers about the return it was done to. */
export type ReturnDone = Pick<LockedReturn, 'loan'> & {
  returnId: string
  reference: string
  /** How it stood before. */
  before: Pick<LockedReturn['row'], 'state' | 'courierOn' | 'courierSlot'>
}

export function doneTo({ row, loan }: LockedReturn): ReturnDone {
  return { loan, returnId: row.id, reference: row.reference, before: row }
}
