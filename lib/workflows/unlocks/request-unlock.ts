import type { Tx } from '#lib/db/transaction.ts'
import { createUnlock, type UnlockRequest } from '#lib/unlocks/create-unlock.ts'

/** Asks for a phone to be open, whoever wants it. What waited for a shorter unlock that this one replaces waits for this one. */
export async function requestUnlock(tx: Tx, request: UnlockRequest): Promise<string> {
  const { unlockId, hasReplaced } = await createUnlock(tx, request)
  if (hasReplaced) await followUnlock(tx, unlockId)
  return unlockId
}

/** Payments and returns whose unlock was replaced by this one wait for this one: their pages follow it. */
export async function followUnlock(tx: Tx, unlockId: string): Promise<void> {
  const replaced = tx.selectFrom('unlocks').select('id').where('supersededBy', '=', unlockId)
  await tx.updateTable('payments').set({ unlockId }).where('unlockId', 'in', replaced).execute()
  await tx.updateTable('returns').set({ unlockId }).where('unlockId', 'in', replaced).execute()
}
