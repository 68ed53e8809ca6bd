import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { installationAccount } from '#lib/gateways/psp/registry.ts'
import { acceptEvents, incoming } from '#lib/payments/accept-event.ts'
import askAboutEvent from '#lib/worker/tasks/ask-about-event.ts'

export type StripeNews = {
  type: string
  object: Record<string, unknown>
  secondsLater?: number
}

export type Asked = { paymentId: string; amountMinor: bigint; currency?: string; intent?: string }

export function intentOf({ paymentId, intent }: Pick<Asked, 'paymentId' | 'intent'>): string {
  return intent ?? `pi_${paymentId}`
}

/** What Stripe says of a Checkout Session, as it stands in an event: the PaymentIntent is only named. */
export function sessionNews(
  type: 'completed' | 'expired' | 'async_payment_succeeded' | 'async_payment_failed',
  asked: Asked,
  paymentStatus: 'paid' | 'unpaid' = 'paid',
): StripeNews {
  return {
    type: `checkout.session.${type}`,
    object: {
      id: `cs_${asked.paymentId}`,
      object: 'checkout.session',
      client_reference_id: asked.paymentId,
      status: type === 'expired' ? 'expired' : 'complete',
      payment_status: type === 'expired' ? 'unpaid' : paymentStatus,
      payment_intent: type === 'expired' ? null : intentOf(asked),
      currency: (asked.currency ?? 'LKR').toLowerCase(),
      amount_total: Number(asked.amountMinor),
    },
  }
}

export function intentNews(type: 'succeeded' | 'payment_failed', asked: Asked): StripeNews {
  const isPaid = type === 'succeeded'
  return {
    type: `payment_intent.${type}`,
    object: {
      id: intentOf(asked),
      object: 'payment_intent',
      status: isPaid ? 'succeeded' : 'requires_payment_method',
      metadata: { payment_id: asked.paymentId },
      amount: Number(asked.amountMinor),
      amount_received: isPaid ? Number(asked.amountMinor) : 0,
      currency: (asked.currency ?? 'LKR').toLowerCase(),
      last_payment_error: isPaid ? null : { code: 'card_declined', decline_code: 'do_not_honor' },
    },
  }
}

export type RefundAsked = Asked & { pspRefundId: string; refundId?: string }

export function refundNews(
  type: 'created' | 'updated' | 'failed',
  refund: RefundAsked,
  status: 'requires_action' | 'pending' | 'succeeded' | 'failed' | 'canceled' = type === 'failed'
    ? 'failed'
    : 'succeeded',
): StripeNews {
  return {
    type: `refund.${type}`,
    object: {
      id: refund.pspRefundId,
      object: 'refund',
      payment_intent: intentOf(refund),
      metadata: refund.refundId ? { refund_id: refund.refundId } : {},
      status,
      amount: Number(refund.amountMinor),
      currency: (refund.currency ?? 'LKR').toLowerCase(),
    },
  }
}

type DisputeChange = 'created' | 'updated' | 'funds_withdrawn' | 'funds_reinstated' | 'closed'

export type DisputeAsked = Asked & {
  disputeId?: string
  reason?: string
  dueBy?: number
  /** What the bank has taken so far, and given back (negative), in its order. */
  taken?: readonly bigint[]
  secondsLater?: number
}

/** What Stripe says of a dispute: each event shows all that it has moved so far. */
export function disputeNews(
  type: DisputeChange,
  { taken = takenBy[type], ...asked }: DisputeAsked,
  status = 'needs_response',
): StripeNews {
  const id = asked.disputeId ?? `dp_${asked.paymentId}`
  const currency = (asked.currency ?? 'LKR').toLowerCase()
  return {
    type: `charge.dispute.${type}`,
    secondsLater: asked.secondsLater ?? 0,
    object: {
      id,
      object: 'dispute',
      payment_intent: intentOf(asked),
      charge: `ch_${intentOf(asked)}`,
      status,
      reason: asked.reason ?? 'fraudulent',
      amount: Number(asked.amountMinor),
      currency,
      evidence_details: { due_by: asked.dueBy ?? null },
      balance_transactions: taken.map((sign, index) => ({
        id: `txn_${id}_${index}`,
        object: 'balance_transaction',
        amount: -Number(sign === 1n || sign === -1n ? sign * asked.amountMinor : sign),
        created: 1_700_000_000 + index,
        currency,
      })),
    },
  }
}

// Of the whole amount, in the usual order.
const takenBy: Record<DisputeChange, readonly bigint[]> = {
  created: [],
  updated: [1n],
  funds_withdrawn: [1n],
  funds_reinstated: [1n, -1n],
  closed: [1n],
}

/** Stores news as the webhook door does. Gives the event's id, whether it was new or not. */
export async function accept(
  { type, object, secondsLater = 0 }: StripeNews,
  {
    id = `evt_${randomUUID()}`,
    ...over
  }: { id?: string; account?: string; livemode?: boolean } = {},
): Promise<string> {
  const created = Math.floor(Date.now() / 1000) + secondsLater
  const event = { id, object: 'event', type, created, livemode: false, ...over, data: { object } }
  await acceptEvents(database(), [
    incoming(installationAccount(), Buffer.from(JSON.stringify(event))),
  ])
  return id
}

/** Stores news and lets the worker's job handle it. */
export async function tell(news: StripeNews, id?: string): Promise<string> {
  const eventId = await accept(news, id ? { id } : {})
  await askAboutEvent({ eventId })
  return eventId
}

/** Lets the job look again at what waits for something else to arrive first. */
export async function handleWaiting(): Promise<void> {
  const waiting = await database()
    .selectFrom('pspEvents')
    .select('id')
    .where('handledAt', 'is', null)
    .orderBy('receivedAt')
    .execute()
  for (const { id } of waiting) await askAboutEvent({ eventId: id })
}
