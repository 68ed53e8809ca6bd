import type { Tx } from '#lib/db/transaction.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import type { UnlockIntent } from '#lib/domain/lock/unlock.ts'
import type { UnlockRequest } from '#lib/unlocks/create-unlock.ts'
import { requestUnlock } from './request-unlock.ts'
import { revokeUnfounded } from './revoke-unfounded.ts'

type Opening = Omit<UnlockRequest, 'deviceId' | 'intent'> & { loanId: string }

/** Asks for the loan's phone to be open as far as the ledger allows; undefined when it allows nothing, or nothing is to open. */
export async function requestUnlockByEffect(
  tx: Tx,
  effect: Effect,
  { loanId, ...wish }: Opening,
): Promise<string | undefined> {
  const intent = intentFor(effect)
  if (!intent) return undefined
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lockState', 'handedBackAt'])
    .where('loanId', '=', loanId)
    .executeTakeFirst()
  if (!device || device.lockState === 'released' || device.handedBackAt) return undefined
  const unlockId = await requestUnlock(tx, { ...wish, deviceId: device.id, intent })
  if (intent.kind !== 'release') return unlockId
  // Nothing is released while another payment of the loan is disputed: it waits, and the phone opens meanwhile.
  return (await revokeUnfounded(tx, loanId, wish.now)) ?? unlockId
}

/** What the lock service is asked for so that an effect comes true; undefined: nothing opens. */
function intentFor(effect: Effect): UnlockIntent | undefined {
  if (effect.kind === 'none') return undefined
  return effect.kind === 'until'
    ? { kind: 'until', relockAt: effect.relockAt }
    : { kind: effect.kind }
}
