import type { Tx } from '#lib/db/transaction.ts'
import type { CallbackEvent } from '#lib/gateways/mdm/port.ts'
import { devicesNamed } from '#lib/unlocks/devices-named.ts'
import { recordRefusal } from '#lib/unlocks/record-refusal.ts'
import { confirmByEvidence } from './confirm-by-evidence.ts'
import { openUnlockCase } from './unlock-case.ts'

type TakenCallback = {
  lenderId: string
  provider: string
  events: readonly CallbackEvent[]
  now: Temporal.Instant
}

/** Takes what a lock service tells of devices: evidence, and that a command it had taken will not be done. */
export async function takeCallback(
  tx: Tx,
  { lenderId, provider, events, now }: TakenCallback,
): Promise<'taken' | 'unknown_device' | 'unknown_command'> {
  const providerDeviceIds = events.map((event) => event.providerDeviceId)
  const devices = await devicesNamed(tx, { lenderId, provider, providerDeviceIds })
  for (const event of events) {
    const deviceId = devices.get(event.providerDeviceId)
    if (!deviceId) return 'unknown_device'
    const { dedupeKey, snapshot } = event
    const isRefusal = 'refused' in event
    await confirmByEvidence(tx, {
      deviceId,
      lenderId,
      source: 'webhook',
      dedupeKey,
      snapshot,
      now,
      // That it was refused is no word that it was done.
      namesCommand: isRefusal ? undefined : event.commandId,
    })
    if (isRefusal && !(await takeRefusal(tx, { ...event, deviceId, provider, now })))
      return 'unknown_command'
  }
  return 'taken'
}

type Refused = Extract<CallbackEvent, { refused: string }> & {
  deviceId: string
  provider: string
  now: Temporal.Instant
}

async function takeRefusal(tx: Tx, { refused: reason, ...event }: Refused): Promise<boolean> {
  const { provider, now } = event
  const unlock = await recordRefusal(tx, { ...event, reason })
  if (unlock?.isNew)
    await openUnlockCase(
      tx,
      { unlock, device: { provider } },
      { error: { class: 'device_state_terminal', detail: reason }, now },
    )
  return unlock !== undefined
}
