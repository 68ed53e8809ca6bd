import { randomUUID } from 'node:crypto'
import { signRequest } from '#lib/gateways/request-signature.ts'
import type { Phone } from './phone.ts'
import { wireSnapshot } from './snapshot.ts'
import type { MdmSwitches } from './switches.ts'
import type { Timers } from './timers.ts'

const retryAfterMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 300_000]
const answerTimeoutMs = 10_000

export type CallbackType =
  | 'device.unlocked'
  | 'device.locked'
  | 'device.released'
  | 'device.state'
  | 'unlock.refused'

type Outgoing = { lenderSlug: string; rawBody: string }

export type CallbackSender = (
  phone: Phone,
  event: { type: CallbackType; commandId?: string; reason?: string },
) => void

/** Tells the portal what happened to a phone, signed, again and again until it answers 2xx. */
export function callbackSender(options: {
  callbackBase: string
  secretOf: (lenderSlug: string) => string
  switches: MdmSwitches
  timers: Timers
  delayedMs: number
  now: () => Temporal.Instant
  say: (line: string) => void
}): CallbackSender {
  const { switches, timers, say } = options

  async function deliver(event: Outgoing, tries: number): Promise<void> {
    const delivered = await post(event).catch(() => false)
    const waitMs = retryAfterMs[tries]
    if (delivered || timers.ended.aborted) return
    say(`callback to ${event.lenderSlug} not taken, try ${tries + 1}`)
    if (waitMs !== undefined) timers.later(waitMs, () => void deliver(event, tries + 1))
  }

  async function post({ lenderSlug, rawBody }: Outgoing): Promise<boolean> {
    const url = new URL(`/api/webhooks/mdm/${lenderSlug}/http`, options.callbackBase)
    const wrong = switches.value('mdm.callbacks') === 'bad_signature'
    const secret = options.secretOf(lenderSlug) + (wrong ? ' but wrong' : '')
    const request = { method: 'POST', path: url.pathname + url.search, rawBody }
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signRequest([secret], request, options.now()),
      },
      body: rawBody,
      signal: AbortSignal.any([timers.ended, AbortSignal.timeout(answerTimeoutMs)]),
    })
    const answer: unknown = await response.json().catch(() => undefined)
    // Nobody there knows the phone or the command: to say it again would not help.
    if (response.status === 404) say(`callback to ${lenderSlug} refused: ${JSON.stringify(answer)}`)
    if (response.status === 404) return true
    return response.status === 200 && JSON.stringify(answer) === '{"received":true}'
  }

  return (phone, { type, commandId, reason }) => {
    const mode = switches.value('mdm.callbacks')
    say(
      `${mode === 'lost' ? 'callback lost' : 'callback'}: ${type} ${phone.lenderSlug}/${phone.id}`,
    )
    if (mode === 'lost') return
    const event = {
      id: randomUUID(),
      type,
      occurredAt: options.now().toString(),
      commandId,
      reason,
      device: wireSnapshot(phone),
    }
    const outgoing = { lenderSlug: phone.lenderSlug, rawBody: JSON.stringify(event) }
    for (let copy = 0; copy < (mode === 'doubled' ? 2 : 1); copy += 1) {
      timers.later(mode === 'delayed' ? options.delayedMs : 0, () => void deliver(outgoing, 0))
    }
  }
}
