import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { statesBefore } from '#lib/domain/lock/unlock.ts'

type Refusal = {
  deviceId: string
  /** The unlock, as the provider names it. */
  commandId: string
  provider: string
  reason: string
  occurredAt: Temporal.Instant
  now: Temporal.Instant
}

/** What of the refused unlock its case needs. `isNew` is false when it was over already. */
export type RefusedUnlock = { id: string; lenderId: string; loanId: string; isNew: boolean }

/** A provider took an unlock and now says that it will not be done. Undefined: this device has no such unlock. */
export async function recordRefusal(
  tx: Tx,
  { deviceId, commandId, provider, reason, occurredAt, now }: Refusal,
): Promise<RefusedUnlock | undefined> {
  if (!isUuid(commandId)) return undefined
  const unlock = await tx
    .selectFrom('unlocks')
    .select(['id', 'lenderId', 'loanId'])
    .where('id', '=', commandId)
    .where('deviceId', '=', deviceId)
    .executeTakeFirst()
  if (!unlock) return undefined
  const { numUpdatedRows } = await tx
    .updateTable('unlocks')
    .set({
      state: 'rejected',
      stateAt: now,
      errorClass: 'device_state_terminal',
      errorDetail: reason,
    })
    .where('id', '=', unlock.id)
    .where('state', 'in', statesBefore('rejected'))
    .executeTakeFirst()
  const isNew = numUpdatedRows > 0n
  if (isNew)
    await writeAuditLog(tx, {
      lenderId: unlock.lenderId,
      actor: `mdm:${provider}`,
      action: 'unlock.rejected',
      subject: 'unlock',
      subjectId: unlock.id,
      detail: { reason, refusedAt: occurredAt.toString() },
    })
  return { ...unlock, isNew }
}
