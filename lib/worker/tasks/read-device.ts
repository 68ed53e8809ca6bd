import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { readState } from '#lib/workflows/readings/read-state.ts'
import { confirmByEvidence } from '#lib/workflows/unlocks/confirm-by-evidence.ts'

/** Learns how a phone stands, so that its owner never reads a guess. */
export default async function readDevice({ deviceId }: { deviceId: string }): Promise<void> {
  const reading = await readState(deviceId)
  const now = Temporal.Now.instant()
  await database().updateTable('devices').set({ readAt: now }).where('id', '=', deviceId).execute()
  if (!reading.ok) return
  const { lenderId } = await database()
    .selectFrom('devices')
    .select('lenderId')
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
  const dedupeKey = `read:${deviceId}:${now.epochMilliseconds}`
  await transaction((tx) =>
    confirmByEvidence(tx, {
      deviceId,
      lenderId,
      source: 'status_read',
      dedupeKey,
      snapshot: reading.value,
      now,
    }),
  )
}
