import { type Tx, transaction } from '#lib/db/transaction.ts'
import { lockServiceOf } from '#lib/gateways/mdm/lock-service.ts'
import type { DeviceLockPort, DeviceSnapshot, Dispatch } from '#lib/gateways/mdm/port.ts'
import { type ClaimedUnlock, claimUnlock } from '#lib/unlocks/claim-unlock.ts'
import { intentOf } from '#lib/unlocks/create-unlock.ts'
import { recordAccepted, recordFailure } from '#lib/unlocks/record-dispatch.ts'
import { satisfies } from '#lib/unlocks/satisfies.ts'
import { confirmByEvidence } from './confirm-by-evidence.ts'
import { revokeUnfounded } from './revoke-unfounded.ts'
import { isOurSetting } from './setting-case.ts'
import { openUnlockCase } from './unlock-case.ts'

/** Sends one unlock to the lock service, or reads the phone's state first when an earlier send may have arrived. */
export default async function sendUnlock({ unlockId }: { unlockId: string }): Promise<void> {
  const startedAt = Temporal.Now.instant()
  const claimed = await transaction((tx) => claim(tx, unlockId, startedAt))
  if (!claimed) return
  const port = await lockServiceOf(claimed.lenderId, claimed.device.provider)
  const dispatch = await dispatchOf(port, claimed)
  await record(claimed, dispatch, startedAt)
}

// What opens a phone is looked at once more, by a balance that holds still, before it goes out.
async function claim(tx: Tx, unlockId: string, now: Temporal.Instant) {
  const unlock = await tx
    .selectFrom('unlocks')
    .select('loanId')
    .where('id', '=', unlockId)
    .executeTakeFirst()
  if (!unlock) return undefined
  await revokeUnfounded(tx, unlock.loanId, now)
  return claimUnlock(tx, unlockId, now)
}

type Result = Dispatch & { kind?: 'send' | 'read_state' }

async function dispatchOf(
  port: DeviceLockPort,
  { unlock, device }: ClaimedUnlock,
): Promise<Result> {
  if (unlock.mustReadState) {
    const reading = await port.readDevice(device)
    if (!reading.ok) return { outcome: 'failed', error: reading.error, kind: 'read_state' }
    if (isSatisfied(reading.value, unlock))
      return { outcome: 'already_satisfied', snapshot: reading.value, kind: 'read_state' }
  }
  const wish = intentOf(unlock)
  // A service that knows no dates is told to open; the lender locks again by its own command.
  const intent = port.capabilities.intents.has(wish.kind) ? wish : ({ kind: 'indefinite' } as const)
  return port.requestUnlock({ commandId: unlock.id, attempt: unlock.attempts, device, intent })
}

function isSatisfied(snapshot: DeviceSnapshot, unlock: ClaimedUnlock['unlock']): boolean {
  return satisfies(intentOf(unlock), snapshot, unlock.isShorter)
}

async function record(
  claimed: ClaimedUnlock,
  dispatch: Result,
  startedAt: Temporal.Instant,
): Promise<void> {
  const now = Temporal.Now.instant()
  await transaction(async (tx) => {
    if (dispatch.outcome === 'accepted') {
      const { handle, offlineCode } = dispatch
      return recordAccepted(tx, claimed, { startedAt, now, handle, offlineCode })
    }
    if (dispatch.outcome === 'failed') {
      const { error, kind = 'send' } = dispatch
      const next = await recordFailure(tx, claimed, {
        startedAt,
        now,
        error,
        kind,
        random: Math.random(),
      })
      if (next === 'needs_person' || isOurSetting(error))
        await openUnlockCase(tx, claimed, { error, now })
      return
    }
    // The device before its unlock, as everywhere: else this and a callback could wait for each other.
    await confirmByEvidence(tx, {
      deviceId: claimed.device.deviceId,
      lenderId: claimed.lenderId,
      source: 'command_result',
      dedupeKey: `${claimed.unlock.id}:${claimed.unlock.attempts}`,
      snapshot: dispatch.snapshot,
      now,
    })
    await recordAccepted(tx, claimed, { startedAt, now, kind: dispatch.kind })
  })
}
