import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ReturnCheck } from '#lib/domain/return/checklist.ts'
import { lockReturn, type ReturnOwner } from './lock-return.ts'

export type Tick = {
  owner: ReturnOwner
  returnId: string
  item: ReturnCheck
  isDone: boolean
  actor: string
  now: Temporal.Instant
}

/** Ticks one thing of the checklist, or takes the tick away. Nothing else hangs on it, so asking twice changes nothing. */
export async function tickCheck(
  tx: Tx,
  { owner, returnId, item, isDone, actor, now }: Tick,
): Promise<{ refusal: undefined } | { refusal: 'not_found' | 'changed' }> {
  const locked = await lockReturn(tx, owner, returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row } = locked
  if (row.state !== 'arranged') return { refusal: 'changed' }
  if (isDone)
    await tx
      .insertInto('returnChecks')
      .values({ returnId, lenderId: row.lenderId, item, tickedAt: now, tickedBy: actor })
      .onConflict((conflict) => conflict.columns(['returnId', 'item']).doNothing())
      .execute()
  else
    await tx
      .deleteFrom('returnChecks')
      .where('returnId', '=', returnId)
      .where('item', '=', item)
      .execute()
  await writeAuditLog(tx, {
    lenderId: row.lenderId,
    actor,
    action: isDone ? 'return.check_ticked' : 'return.check_cleared',
    subject: 'return',
    subjectId: returnId,
    detail: { item },
  })
  return { refusal: undefined }
}
