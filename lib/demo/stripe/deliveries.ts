import type { Agenda } from './agenda.ts'
import type { Books, Delivery } from './books.ts'
import { signatureHeader } from './signature.ts'
import type { StripeSwitches } from './switches.ts'

export type DeliveryOptions = {
  books: Books
  agenda: Agenda
  switches: StripeSwitches
  now(): number
  endpoint: { url: string; secret: string } | undefined
}

type Deliveries = {
  /** Notes that an event is to be sent; sends nothing. */
  plan(eventId: string, state: Delivery['state'], nextAt: number): void
  /** Sends an event now, and again by the schedule until the endpoint answers 2xx. */
  start(eventId: string): Promise<void>
  later(eventId: string, dueAt: number): void
  /** Resolves when the endpoint has answered the attempt under way, or after `timeoutMs`. */
  answered(eventId: string, timeoutMs: number): Promise<void>
  stop(): void
}

const retryAfterMs = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 10_800_000]
const answerTimeoutMs = 15_000

/** Posts events to the endpoint, each attempt with a timestamp and signature of its own. */
export function deliveries(options: DeliveryOptions): Deliveries {
  const { books, agenda, now } = options
  const underWay = new Map<string, Promise<void>>()
  const ending = new AbortController()

  function plan(id: string, state: Delivery['state'], nextAt: number): void {
    books.deliveries.save(id, { id, attempts: 0, lastStatus: null, state, nextAt })
  }

  function later(id: string, dueAt: number): void {
    agenda.at(`deliver ${id}`, dueAt, () => void start(id))
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
    if (!event) return
    const status = await post(options, JSON.stringify(event), ending.signal)
    const before = books.deliveries.get(id)
    if (!before || ending.signal.aborted) return
    const attempts = before.attempts + 1
    const isAnswered = typeof status === 'number' && status >= 200 && status < 300
    // A doubled attempt may have been answered first: what was delivered stays delivered.
    const isDelivered = isAnswered || before.state === 'delivered'
    const waitMs = retryAfterMs[attempts - 1]
    const state = isDelivered ? 'delivered' : waitMs === undefined ? 'given_up' : 'waiting'
    const nextAt = now() + (waitMs ?? 0)
    books.deliveries.save(id, { id, attempts, lastStatus: status, state, nextAt })
    if (isDelivered) books.events.save(id, { ...event, pending_webhooks: 0 })
    else if (state === 'waiting') later(id, nextAt)
  }

  async function answered(id: string, timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs)
    })
    await Promise.race([underWay.get(id), late])
    clearTimeout(timer)
  }

  return { plan, start, later, answered, stop: () => ending.abort() }
}

/** One attempt: the status it was answered with, or why there was none. */
async function post(
  { endpoint, switches, now }: DeliveryOptions,
  payload: string,
  ending: AbortSignal,
): Promise<number | string> {
  if (!endpoint) return 'no endpoint'
  const mode = switches.value('stripe.webhooks')
  if (mode === 'lost') return 'lost'
  const secret = mode === 'wrong_signature' ? 'whsec_wrong' : endpoint.secret
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([ending, AbortSignal.timeout(answerTimeoutMs)]),
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
