import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { LockError } from '#lib/gateways/mdm/port.ts'
import type { ClaimedUnlock } from '#lib/unlocks/claim-unlock.ts'

/** Puts an unlock that the lock service will not carry out before a person. */
export function openUnlockCase(
  tx: Tx,
  { unlock, device }: ClaimedUnlock,
  error: LockError,
): Promise<void> {
  const { lenderId, loanId, id: unlockId } = unlock
  const detail = { errorClass: error.class, detail: error.detail ?? null }
  if (error.class === 'config') {
    return openCase(tx, {
      lenderId,
      kind: 'mdm_configuration',
      dedupeKey: `config:${lenderId}:${device.provider}`,
      detail,
    })
  }
  const kind = error.class === 'needs_person' ? 'manual_unlock' : 'unlock_refused'
  return openCase(tx, {
    lenderId,
    loanId,
    unlockId,
    kind,
    dedupeKey: `${kind}:${unlockId}`,
    detail,
  })
}
