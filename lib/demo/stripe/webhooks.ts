import { newId } from './api/identifiers.ts'
import type { SandboxEvent } from './books.ts'
import { type DeliveryOptions, deliveries } from './deliveries.ts'
import { whole } from './objects/whole.ts'

export const apiVersion = '2026-10-28.endive'

export type EventCause = { id: string | null; idempotency_key: string | null }

type EmitDetails = { cause?: EventCause; previous?: object }
export type Emit = (type: string, object: object, details?: EmitDetails) => SandboxEvent

export type Webhooks = {
  /** Records an event and sends it as the switch stands. */
  emit: Emit
  /** Sends a recorded event again, now. */
  resend(eventId: string): void
  /** Resolves when the endpoint has answered the attempt under way for the event, or after `timeoutMs`. */
  answered(eventId: string, timeoutMs: number): Promise<void>
  /** Takes up deliveries that a stop interrupted. */
  resume(): void
  stop(): void
}

// An endpoint has its own API version: an older one has never heard of `refund.*`, the current one is told of a refund by it.
const unknownTo = { current: /^charge\.refund\.updated$/, older: /^refund\./ } as const

function isKnownTo(version: keyof typeof unknownTo, type: string): boolean {
  return !unknownTo[version].test(type)
}

const lateMs = 20_000
const gatherMs = 400

/** Stripe's events: kept for `GET /v1/events` and posted, signed, to the endpoint. */
export function stripeWebhooks(options: DeliveryOptions): Webhooks {
  const { books, agenda, switches, now, endpoint } = options
  const { plan, start, later, answered, stop } = deliveries(options)
  let gathered: string[] = []

  function emit(type: string, object: object, details: EmitDetails = {}): SandboxEvent {
    const event = newEvent({ type, object, details, now: now(), isSent: endpoint !== undefined })
    books.events.save(event.id, event)
    if (endpoint && isKnownTo(switches.value('stripe.version'), type)) dispatch(event)
    return event
  }

  function dispatch(event: SandboxEvent): void {
    const mode = switches.value('stripe.webhooks')
    plan(event.id, mode === 'lost' ? 'lost' : 'waiting', now() + (mode === 'delayed' ? lateMs : 0))
    if (mode === 'lost') return
    if (mode === 'delayed') later(event.id, now() + lateMs)
    else if (mode === 'reversed') batched(event.id)
    else if (mode === 'doubled') sendDoubled(event)
    else start(event.id)
  }

  // Stripe may send one event twice, and may make two events of one change: both at once here.
  function sendDoubled(event: SandboxEvent): void {
    const duplicate = { ...event, id: newId('evt_') }
    books.events.save(duplicate.id, duplicate)
    plan(duplicate.id, 'waiting', now())
    for (const id of [event.id, duplicate.id, event.id, duplicate.id]) start(id)
  }

  function batched(id: string): void {
    gathered.push(id)
    agenda.at('deliver reversed', now() + gatherMs, async () => {
      const batch = gathered.reverse()
      gathered = []
      for (const each of batch) await start(each)
    })
  }

  return {
    emit,
    resend(eventId) {
      if (!books.events.get(eventId)) return
      plan(eventId, 'waiting', now())
      start(eventId)
    },
    answered,
    resume() {
      for (const { id, state, nextAt } of books.deliveries.all())
        if (state === 'waiting') later(id, nextAt)
    },
    stop,
  }
}

type NewEvent = { type: string; object: object; details: EmitDetails; now: number; isSent: boolean }

function newEvent({ type, object, details, now, isSent }: NewEvent): SandboxEvent {
  const { cause = { id: null, idempotency_key: null }, previous } = details
  return whole<SandboxEvent>({
    id: newId('evt_'),
    object: 'event',
    account: undefined,
    context: undefined,
    api_version: apiVersion,
    created: Math.floor(now / 1000),
    // Documents are replaced, never changed in place, so this stays what it was.
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: isSent ? 1 : 0,
    request: cause,
    type,
  })
}
