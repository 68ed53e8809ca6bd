import type { Tx } from '#lib/db/transaction.ts'
import type { Effect } from '#lib/domain/effect.ts'
import type { UnlockIntent } from '#lib/domain/unlock.ts'
import { requestUnlock, type UnlockRequest } from '#lib/unlocks/request-unlock.ts'

/** Asks for a phone to be open, whoever wants it. What waited for a shorter unlock that this one replaces waits for this one. */
export async function askToOpen(tx: Tx, request: UnlockRequest): Promise<string> {
  const { unlockId, hasReplaced } = await requestUnlock(tx, request)
  if (hasReplaced) await followUnlock(tx, unlockId)
  return unlockId
}

/** Payments and returns whose unlock was replaced by this one wait for this one: their pages follow it. */
export async function followUnlock(tx: Tx, unlockId: string): Promise<void> {
  const replaced = tx.selectFrom('unlocks').select('id').where('supersededBy', '=', unlockId)
  await tx.updateTable('payments').set({ unlockId }).where('unlockId', 'in', replaced).execute()
  await tx.updateTable('returns').set({ unlockId }).where('unlockId', 'in', replaced).execute()
}

type Opening = Omit<UnlockRequest, 'deviceId' | 'intent'> & { loanId: string }

/** Asks for the loan's phone to be open as far as the books allow; undefined when they allow nothing, or nothing is to open. */
export async function openAsBooked(
  tx: Tx,
  effect: Effect,
  { loanId, ...wish }: Opening,
): Promise<string | undefined> {
  const intent = intentFor(effect)
  if (!intent) return undefined
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lockState', 'returnedAt'])
    .where('loanId', '=', loanId)
    .executeTakeFirst()
  if (!device || device.lockState === 'released' || device.returnedAt) return undefined
  return askToOpen(tx, { ...wish, deviceId: device.id, intent })
}

/** What the lock service is asked for so that an effect comes true; undefined: nothing opens. */
export function intentFor(effect: Effect): UnlockIntent | undefined {
  if (effect.kind === 'none') return undefined
  return effect.kind === 'until'
    ? { kind: 'until', relockAt: effect.relockAt }
    : { kind: effect.kind }
}
