import { closeOfOlder } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { LockError } from '#lib/gateways/mdm/port.ts'
import type { ClaimedUnlock } from '#lib/unlocks/claim-unlock.ts'
import { isOurSetting, openLockServiceCase } from './setting-case.ts'

type RefusedUnlock = {
  unlock: Pick<ClaimedUnlock['unlock'], 'id' | 'lenderId' | 'loanId'>
  device: Pick<ClaimedUnlock['device'], 'provider'>
}

/** Puts an unlock that the lock service will not carry out before a person: one case, also when older unlocks had theirs. */
export async function openUnlockCase(
  tx: Tx,
  { unlock, device }: RefusedUnlock,
  { error, now }: { error: LockError; now: Temporal.Instant },
): Promise<void> {
  const { lenderId, loanId, id: unlockId } = unlock
  const { provider } = device
  if (isOurSetting(error)) return openLockServiceCase(tx, { lenderId, provider }, error)
  await closeOfOlder(tx, { unlockId, lenderId, now })
  const kind = error.class === 'needs_person' ? 'manual_unlock' : 'unlock_refused'
  return openCase(tx, {
    lenderId,
    loanId,
    unlockId,
    kind,
    dedupeKey: `${kind}:${unlockId}`,
    detail: { errorClass: error.class, detail: error.detail ?? null },
  })
}
