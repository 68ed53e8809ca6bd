import type Stripe from 'stripe'
import type { MoneyNamed, MoneyReading } from '#lib/gateways/psp/port.ts'
import { fromStripeAmount } from './amount.ts'
import { namesIn, toDisputeTold, toRefundTold, toWarning } from './money-back.ts'
import { capturedAtOf, methodOf } from './reading.ts'

/** Asks Stripe what has become of money that something else speaks of. Undefined: a charge that is no payment's. */
export async function readMoney(
  client: Stripe,
  about: MoneyNamed,
): Promise<MoneyReading | undefined> {
  const paymentIntentId = about.paymentIntentId ?? (await intentOfCharge(client, about.chargeId))
  return paymentIntentId ? readIntent(client, paymentIntentId) : undefined
}

async function intentOfCharge(client: Stripe, chargeId: string | null): Promise<string | null> {
  return chargeId ? namesIn(await client.charges.retrieve(chargeId)).paymentIntentId : null
}

async function readIntent(client: Stripe, paymentIntentId: string): Promise<MoneyReading> {
  const expand = ['payment_method', 'latest_charge']
  const intent = await client.paymentIntents.retrieve(paymentIntentId, { expand })
  const ofIntent = { payment_intent: paymentIntentId, limit: 100 }
  const { refunds, disputes, radar } = client
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
