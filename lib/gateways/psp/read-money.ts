import type Stripe from 'stripe'
import type { Money } from '#lib/domain/money/money.ts'
import { client } from './stripe.ts'
import { fromStripeAmount } from './stripe-amount.ts'
import {
  type DisputeTold,
  type MoneyNamed,
  namesIn,
  type PaymentNamed,
  type RefundTold,
  toDisputeTold,
  toRefundTold,
  toWarning,
  type WarningTold,
} from './stripe-money-back.ts'
import { capturedAtOf, methodOf } from './stripe-reading.ts'
import { refusalOf } from './stripe-refusal.ts'

/** All that has become of one PaymentIntent's money. */
export type MoneyReading = {
  paymentIntentId: string
  named: PaymentNamed
  /** Null: nothing has come. */
  capture: { received: Money; method: string | null; capturedAt: Temporal.Instant } | null
  refunds: RefundTold[]
  disputes: DisputeTold[]
  warnings: WarningTold[]
}

/** Asks Stripe what has become of money that something else speaks of. Undefined: Stripe knows no such money. */
export async function readMoney(about: MoneyNamed): Promise<MoneyReading | undefined> {
  try {
    const paymentIntentId = about.paymentIntentId ?? (await intentOfCharge(about.chargeId))
    return paymentIntentId ? await readIntent(paymentIntentId) : undefined
  } catch (cause) {
    if (refusalOf(cause)?.code === 'resource_missing') return undefined
    throw cause
  }
}

async function intentOfCharge(chargeId: string | null): Promise<string | null> {
  return chargeId ? namesIn(await client().charges.retrieve(chargeId)).paymentIntentId : null
}

async function readIntent(paymentIntentId: string): Promise<MoneyReading> {
  const expand = ['payment_method', 'latest_charge']
  const intent = await client().paymentIntents.retrieve(paymentIntentId, { expand })
  const ofIntent = { payment_intent: paymentIntentId, limit: 100 }
  const { refunds, disputes, radar } = client()
  return {
    paymentIntentId,
    named: namesIn(intent),
    capture: captureOf(intent),
    refunds: await every(refunds.list(ofIntent), toRefundTold),
    disputes: await every(disputes.list(ofIntent), toDisputeTold),
    warnings: await every(radar.earlyFraudWarnings.list(ofIntent), toWarning),
  }
}

async function every<T, R>(list: AsyncIterable<T>, told: (one: T) => R): Promise<R[]> {
  const all: R[] = []
  for await (const one of list) all.push(told(one))
  return all
}

function captureOf(intent: Stripe.PaymentIntent): MoneyReading['capture'] {
  if (intent.status !== 'succeeded') return null
  return {
    received: fromStripeAmount(intent.amount_received, intent.currency),
    method: methodOf(intent),
    capturedAt: capturedAtOf(intent),
  }
}
