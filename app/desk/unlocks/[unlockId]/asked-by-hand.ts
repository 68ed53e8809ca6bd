import { database } from '#lib/db/client.ts'
import { canMove } from '#lib/domain/lock/unlock.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { newestUnlock, type UnlockDetail } from '#lib/unlocks/unlock-history.ts'

type ByHand = {
  /** `asked`: somebody may say that the phone is open; else why nobody may. */
  status: 'asked' | 'by_service' | 'replaced' | 'ended' | 'over'
  newestId: string
}

/** Whether this unlock waits for somebody's word that the phone is open. */
export async function byHand(unlock: UnlockDetail): Promise<ByHand> {
  const { id, deviceId, provider, state, revokedAt } = unlock
  const newestId = (await newestUnlock(database(), deviceId))?.id ?? id
  if (!isOpenedByHand(provider)) return { status: 'by_service', newestId }
  if (newestId !== id) return { status: 'replaced', newestId }
  if (revokedAt) return { status: 'ended', newestId }
  return { status: canMove(state, 'confirmed') ? 'asked' : 'over', newestId }
}
