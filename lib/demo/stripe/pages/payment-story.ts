import type Stripe from 'stripe'
import type { SandboxEvent, SessionRecord } from '#lib/demo/stripe/books.ts'
import { isWaiting } from '#lib/demo/stripe/checkout/pay-later.ts'
import { written } from '#lib/demo/stripe/objects/currency.ts'
import { chosenMethod } from '#lib/demo/stripe/objects/payment-method.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'

/** A Checkout Session with everything that hangs on it. */
export type PaymentStory = {
  record: SessionRecord
  intent: Stripe.PaymentIntent | undefined
  /** How it is paid, by Stripe's name. */
  method: string | undefined
  charge: Stripe.Charge | undefined
  refunds: Stripe.Refund[]
  disputes: Stripe.Dispute[]
  events: SandboxEvent[]
}

export function storyOf(
  { books }: Sandbox,
  record: SessionRecord,
  events: SandboxEvent[],
): PaymentStory {
  const intent = books.intents.get(String(record.session.payment_intent))
  const charge = books.charges.get(String(intent?.latest_charge))
  return {
    record,
    intent,
    method: chosenMethod(books, intent),
    charge,
    refunds: charge?.refunds?.data ?? [],
    disputes: charge?.disputed
      ? books.disputes.all().filter(({ charge: id }) => id === charge.id)
      : [],
    events,
  }
}

/** The events of each of the sessions, newest first, read in one pass. */
export function eventsBySession(
  { books }: Sandbox,
  ids: ReadonlySet<string>,
): Map<string, SandboxEvent[]> {
  const found = new Map<string, SandboxEvent[]>()
  for (const event of books.events.all()) {
    const sessionId = sessionIdOf(books, event)
    if (!sessionId || !ids.has(sessionId)) continue
    const events = found.get(sessionId)
    if (events) events.unshift(event)
    else found.set(sessionId, [event])
  }
  return found
}

function sessionIdOf(books: Sandbox['books'], { data }: SandboxEvent): string | undefined {
  const object = data.object as { id: string; object: string; payment_intent?: unknown }
  if (object.object === 'checkout.session') return object.id
  const intentId = object.object === 'payment_intent' ? object.id : String(object.payment_intent)
  return books.sessionOf(intentId)?.id
}

export type Chip = { label: string; tone: 'good' | 'wait' | 'bad' | 'plain' }

/** How a payment stands, in words. */
export function chipOf({ record, intent, charge, disputes }: PaymentStory): Chip {
  const { session } = record
  const dispute = disputes.at(-1)
  if (dispute)
    return {
      label: `Dispute: ${dispute.status.replaceAll('_', ' ')}`,
      tone: dispute.status === 'won' ? 'good' : 'bad',
    }
  if (charge?.refunded) return { label: 'Refunded', tone: 'plain' }
  if (charge && charge.amount_refunded > 0)
    return {
      label: `Refunded in part: ${written(charge.amount_refunded, charge.currency)}`,
      tone: 'plain',
    }
  if (session.payment_status === 'paid') return { label: 'Paid', tone: 'good' }
  if (intent && isWaiting(record, intent)) return { label: 'Waiting for the money', tone: 'wait' }
  if (session.status === 'complete') return { label: 'Failed', tone: 'bad' }
  if (session.status === 'expired') return { label: 'Expired', tone: 'plain' }
  if (record.challenged) return { label: 'At 3-D Secure', tone: 'wait' }
  return intent?.last_payment_error
    ? { label: 'Declined, still open', tone: 'bad' }
    : { label: 'Open', tone: 'wait' }
}
