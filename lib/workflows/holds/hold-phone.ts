import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { openingFor } from '#lib/domain/lock/hold.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { type EndedHold, endHold, type HoldEnding } from '#lib/holds/end-hold.ts'
import { type NewHold, type PlacedHold, placeHold } from '#lib/holds/place-hold.ts'
import { requestUnlock } from '#lib/workflows/unlocks/request-unlock.ts'
import { tellLockSide, tellPlaced } from './tell-lock-side.ts'

export type LoanHold = Omit<NewHold, 'about'> & { loanId: string }

/** Keeps the lock side away from a loan's phone until `until`, and opens the phone when it is locked or would lock before. */
export async function holdPhone(tx: Tx, { loanId, ...hold }: LoanHold): Promise<PlacedHold> {
  const placed = await placeHold(tx, { ...hold, about: { loanId } })
  if (placed.isNew) await requestUnlockForHold(tx, { loanId, holdId: placed.holdId, ...hold })
  await tellPlaced(tx, placed)
  return placed
}

/** Ends a hold before its time. What the phone does next follows from the ledger. */
export async function liftHold(tx: Tx, ending: HoldEnding): Promise<EndedHold | undefined> {
  const ended = await endHold(tx, ending)
  if (ended) await tellLockSide(tx, 'hold.ended', ended.holdId)
  return ended
}

type Held = Pick<LoanHold, 'loanId' | 'lenderId' | 'until' | 'placedBy' | 'now'> & {
  holdId: string
}

/** Asks for the phone of a held loan to be open until the hold ends, unless it is. One hold asks once for the same evidence. */
export async function requestUnlockForHold(tx: Tx, held: Held): Promise<void> {
  const { loanId, lenderId, holdId, until, placedBy, now } = held
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lockState', 'lockStateAt', 'relockAt'])
    .where('loanId', '=', loanId)
    .where('handedBackAt', 'is', null)
    .executeTakeFirst()
  if (!device) return
  const lender = await lenderById(tx, lenderId)
  const { policy } = lender
  const intent = openingFor(device, until, lender)
  if (!intent) return
  await requestUnlock(tx, {
    deviceId: device.id,
    intent,
    cause: 'hold',
    causeId: `${holdId}:${device.lockStateAt?.epochMilliseconds ?? 0}`,
    actor: placedBy,
    deadlineAt: unlockDeadline(now, policy),
    now,
  })
}
