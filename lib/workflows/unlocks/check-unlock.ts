import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { keepWaiting } from '#lib/unlocks/keep-waiting.ts'
import { isPaused } from '#lib/unlocks/pause-provider.ts'
import { readState } from '#lib/workflows/readings/read-state.ts'
import { confirmByEvidence } from './confirm-by-evidence.ts'

/** Looks at the phone of an accepted unlock: callbacks get lost, so somebody must ask. */
export default async function checkUnlock({ unlockId }: { unlockId: string }): Promise<void> {
  const unlock = await database()
    .selectFrom('unlocks')
    .select(['id', 'deviceId', 'lenderId', 'loanId', 'polls'])
    .where('id', '=', unlockId)
    .where('state', 'in', ['accepted', 'delivered'])
    .where((eb) => eb.not(isPaused))
    .executeTakeFirst()
  if (!unlock) return
  const { deviceId, lenderId, loanId } = unlock
  const reading = await readState(deviceId)
  const now = Temporal.Now.instant()
  await transaction(async (tx) => {
    if (reading.ok) {
      const dedupeKey = `read:${unlockId}:${unlock.polls}:${now.epochMilliseconds}`
      const { confirmed } = await confirmByEvidence(tx, {
        deviceId,
        lenderId,
        source: 'status_read',
        dedupeKey,
        snapshot: reading.value,
        now,
      })
      if (confirmed) return
    }
    const next = await keepWaiting(tx, {
      unlockId,
      snapshot: reading.ok ? reading.value : undefined,
      now,
    })
    if (next === 'expired') await openExpiredCase(tx, { unlockId, lenderId, loanId })
  })
}

function openExpiredCase(
  tx: Tx,
  unlock: { unlockId: string; lenderId: string; loanId: string },
): Promise<void> {
  return openCase(tx, {
    ...unlock,
    kind: 'unlock_expired',
    dedupeKey: `expired:${unlock.unlockId}`,
  })
}
