import { createHmac } from 'node:crypto'
import type { Agenda } from './agenda.ts'
import type { Books, Delivery, SandboxEvent } from './books.ts'
import { newId } from './identifiers.ts'
import type { Switches } from './switches.ts'

export const apiVersion = '2026-10-28.endive'

export type EventCause = { id: string | null; idempotency_key: string | null }

export type Emit = (type: string, object: object, details?: EmitDetails) => SandboxEvent
export type EmitDetails = { cause?: EventCause; previous?: object }

export type Webhooks = {
  emit: Emit
  /** Sends an event again, now. */
  resend(eventId: string): void
  /** Resolves when the endpoint has answered the first attempt under way for the event, or after `timeoutMs`. */
  answered(eventId: string, timeoutMs: number): Promise<void>
  /** Takes up deliveries that a stop interrupted. */
  resume(): void
  stop(): void
}

export type WebhookOptions = {
  books: Books
  agenda: Agenda
  switches: Switches
  now(): number
  endpoint: { url: string; secret: string } | undefined
}

const retryAfterMs = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 10_800_000]
const lateMs = 20_000
const gatherMs = 400
const answerTimeoutMs = 15_000

/** Stripe's events: kept for `GET /v1/events` and posted, signed, to the endpoint until it answers 2xx. */
export function stripeWebhooks({
  books,
  agenda,
  switches,
  now,
  endpoint,
}: WebhookOptions): Webhooks {
  const underWay = new Map<string, Promise<void>>()
  const ending = new AbortController()
  let gathered: string[] = []

  function emit(type: string, object: object, { cause, previous }: EmitDetails = {}): SandboxEvent {
    const event: SandboxEvent = {
      id: newId('evt_'),
      object: 'event',
      api_version: apiVersion,
      created: Math.floor(now() / 1000),
      data: {
        object: structuredClone(object),
        ...(previous ? { previous_attributes: structuredClone(previous) } : {}),
      },
      livemode: false,
      pending_webhooks: endpoint ? 1 : 0,
      request: cause ?? { id: null, idempotency_key: null },
      type,
    }
    books.events.save(event.id, event)
    if (endpoint) dispatch(event)
    return event
  }

  function dispatch(event: SandboxEvent): void {
    const mode = switches.value('stripe.webhooks')
    plan(event.id, mode === 'lost' ? 'lost' : 'waiting', now() + (mode === 'delayed' ? lateMs : 0))
    if (mode === 'lost') return
    if (mode === 'delayed') later(event.id, now() + lateMs)
    else if (mode === 'reversed') gather(event.id)
    else if (mode === 'doubled') {
      const twin = { ...event, id: newId('evt_') }
      books.events.save(twin.id, twin)
      plan(twin.id, 'waiting', now())
      for (const id of [event.id, twin.id, event.id, twin.id]) start(id)
    } else start(event.id)
  }

  function plan(id: string, state: Delivery['state'], nextAt: number): void {
    books.deliveries.save(id, { id, attempts: 0, lastStatus: null, state, nextAt })
  }

  function later(id: string, dueAt: number): void {
    agenda.at(`deliver ${id}`, dueAt, () => start(id))
  }

  function gather(id: string): void {
    gathered.push(id)
    agenda.at('deliver reversed', now() + gatherMs, async () => {
      const batch = gathered.reverse()
      gathered = []
      for (const each of batch) await start(each)
    })
  }

  function start(id: string): Promise<void> {
    const attempt = deliver(id).finally(() => {
      if (underWay.get(id) === attempt) underWay.delete(id)
    })
    underWay.set(id, attempt)
    return attempt
  }

  async function deliver(id: string): Promise<void> {
    const event = books.events.get(id)
    const before = books.deliveries.get(id)
    if (!event || !before || !endpoint) return
    const status = await post(JSON.stringify(event))
    if (ending.signal.aborted) return
    const attempts = before.attempts + 1
    const delivered = typeof status === 'number' && status >= 200 && status < 300
    const waitMs = retryAfterMs[attempts - 1]
    const state = delivered ? 'delivered' : waitMs === undefined ? 'given_up' : 'waiting'
    const nextAt = now() + (waitMs ?? 0)
    // A twin attempt may have been answered first: what was delivered stays delivered.
    if (!delivered && books.deliveries.get(id)?.state === 'delivered') return
    books.deliveries.save(id, { id, attempts, lastStatus: status, state, nextAt })
    if (delivered) books.events.save(id, { ...event, pending_webhooks: 0 })
    else if (state === 'waiting') later(id, nextAt)
  }

  async function post(payload: string): Promise<number | string> {
    if (!endpoint) return 'no endpoint'
    const secret =
      switches.value('stripe.webhooks') === 'wrong_signature' ? 'whsec_wrong' : endpoint.secret
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([ending.signal, AbortSignal.timeout(answerTimeoutMs)]),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureHeader(payload, secret, Math.floor(now() / 1000)),
        },
        body: payload,
      })
      await response.body?.cancel()
      return response.status
    } catch (cause) {
      return cause instanceof Error ? cause.name : 'no answer'
    }
  }

  return {
    emit,
    resend(eventId) {
      plan(eventId, 'waiting', now())
      start(eventId)
    },
    async answered(eventId, timeoutMs) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs)
      })
      await Promise.race([underWay.get(eventId), late])
      clearTimeout(timer)
    },
    resume() {
      for (const { id, state, nextAt } of books.deliveries.all())
        if (state === 'waiting') later(id, nextAt)
    },
    stop: () => ending.abort(),
  }
}

/** Stripe's signature scheme (docs.stripe.com/webhooks#verify-manually): HMAC-SHA256 of `timestamp.payload`. */
export function signatureHeader(payload: string, secret: string, timestamp: number): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')
  return `t=${timestamp},v1=${signature}`
}
