import type Stripe from 'stripe'
import type { Store } from '#lib/demo/world/store.ts'
import type { StoredAnswer } from './api/idempotency.ts'
import type { LineItem } from './checkout/line-item.ts'
import { type Collection, collection } from './collection.ts'
import { type WriteBehind, writeBehind } from './write-behind.ts'

/** A Checkout Session with what Stripe knows of it but does not show. */
export type SessionRecord = {
  id: string
  session: Stripe.Checkout.Session
  lineItems: LineItem[]
  intentData: {
    metadata: Record<string, string>
    description: string | null
    receiptEmail: string | null
    statementDescriptor: string | null
    statementDescriptorSuffix: string | null
  }
  /** How long its vouchers can be paid, where that was asked. */
  voucherDays?: Partial<Record<string, number>>
  /** The card whose 3-D Secure page is open. */
  challenged: EnteredCard | null
}

export type EnteredCard = {
  number: string
  expMonth: number
  expYear: number
  name: string
  email: string
}

/** What a card does after it was charged, and where its payment came from. */
type ChargeFate = { id: string; cardNumber: string | null }

/** Which payout brought a balance transaction's money to the bank. */
type PaidOut = { id: string; payout: string }

export type Delivery = {
  id: string
  /** Attempts made so far. */
  attempts: number
  lastStatus: number | string | null
  state: 'waiting' | 'delivered' | 'lost' | 'given_up'
  nextAt: number
}

export type SandboxEvent = Omit<Stripe.EventBase, 'data' | 'type'> & {
  data: { object: object; previous_attributes?: object }
  type: string
}

export type Books = {
  sessions: Collection<SessionRecord>
  intents: Collection<Stripe.PaymentIntent>
  paymentMethods: Collection<Stripe.PaymentMethod>
  charges: Collection<Stripe.Charge>
  fates: Collection<ChargeFate>
  refunds: Collection<Stripe.Refund>
  disputes: Collection<Stripe.Dispute>
  warnings: Collection<Stripe.Radar.EarlyFraudWarning>
  balanceTransactions: Collection<Stripe.BalanceTransaction>
  payouts: Collection<Stripe.Payout>
  paidOut: Collection<PaidOut>
  events: Collection<SandboxEvent>
  deliveries: Collection<Delivery>
  answers: Collection<StoredAnswer>
  /** Which session a PaymentIntent belongs to. */
  sessionOf(intentId: string): SessionRecord | undefined
  linkIntent(intentId: string, sessionId: string): void
  writes: WriteBehind
}

/** Everything the sandbox remembers, as the store had it. */
export function openBooks(store: Store): Books {
  const writes = writeBehind(store)
  const kept = <T extends { id: string }>(kind: string) =>
    collection<T>(`stripe.${kind}`, store, writes)
  const sessions = kept<SessionRecord>('session')
  const sessionIds = new Map<string, string>()
  for (const { id, session } of sessions.all())
    if (typeof session.payment_intent === 'string') sessionIds.set(session.payment_intent, id)
  return {
    sessions,
    intents: kept('payment_intent'),
    paymentMethods: kept('payment_method'),
    charges: kept('charge'),
    fates: kept('fate'),
    refunds: kept('refund'),
    disputes: kept('dispute'),
    warnings: kept('early_fraud_warning'),
    balanceTransactions: kept('balance_transaction'),
    payouts: kept('payout'),
    paidOut: kept('paid_out'),
    events: kept('event'),
    deliveries: kept('delivery'),
    answers: kept('answer'),
    sessionOf: (intentId) => sessions.get(sessionIds.get(intentId) ?? ''),
    linkIntent: (intentId, sessionId) => void sessionIds.set(intentId, sessionId),
    writes,
  }
}
