import { closeOfOlder } from '#lib/cases/close-by-itself.ts'
import { type CaseDetail, openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { LockError } from '#lib/gateways/mdm/port.ts'
import type { ClaimedUnlock } from '#lib/unlocks/claim-unlock.ts'

/** What no phone and no borrower can mend: an address, a secret or an agreement with the lock service. */
export function isOurSetting(error: LockError): boolean {
  return error.class === 'config' || error.class === 'auth_expired'
}

/** Puts an unlock that the lock service will not carry out before a person: one case, also when older unlocks had theirs. */
export async function openUnlockCase(
  tx: Tx,
  { unlock, device }: ClaimedUnlock,
  { error, now }: { error: LockError; now: Temporal.Instant },
): Promise<void> {
  const { lenderId, loanId, id: unlockId } = unlock
  const detail: CaseDetail = { errorClass: error.class, detail: error.detail ?? null }
  if (isOurSetting(error)) {
    return openCase(tx, {
      lenderId,
      kind: 'mdm_configuration',
      dedupeKey: `config:${lenderId}:${device.provider}`,
      detail,
    })
  }
  await closeOfOlder(tx, { unlockId, lenderId, now })
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
