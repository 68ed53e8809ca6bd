import type Stripe from 'stripe'
import type { EnteredCard, SessionRecord } from '#lib/demo/stripe/books.ts'
import { behaviourOf, type Decline } from '#lib/demo/stripe/objects/cards.ts'
import { makeCharge } from '#lib/demo/stripe/objects/charge.ts'
import { openDispute, warnOfFraud } from '#lib/demo/stripe/objects/dispute.ts'
import { intentOf, paymentError, saveIntent } from '#lib/demo/stripe/objects/payment-intent.ts'
import { keepPaymentMethod } from '#lib/demo/stripe/objects/payment-method.ts'
import { cardDetails } from '#lib/demo/stripe/objects/payment-method-details.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { saveSession, sessionNow } from './session.ts'
import { noDetails } from './session-shape.ts'

export type CardAnswer =
  | { outcome: 'paid'; completedEventId: string }
  | { outcome: 'challenge' }
  | { outcome: 'declined'; message: string; code: string }
  | { outcome: 'closed' }

const notAuthenticated: Decline = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
}

export function payByCard(sandbox: Sandbox, sessionId: string, card: EnteredCard): CardAnswer {
  const record = sessionNow(sandbox, sessionId)
  if (record.session.status !== 'open') return { outcome: 'closed' }
  const { challenge, decline } = behaviourOf(card.number)
  const intent = saveIntent(sandbox, intentOf(sandbox, record), {
    payment_method: keepPaymentMethod(sandbox, { type: 'card', card, payer: card }),
    next_action: null,
  })
  const current = sessionNow(sandbox, sessionId)
  if (challenge) return askForChallenge(sandbox, current, { intent, card })
  return settle(sandbox, current, { intent, card, decline, wasChallenged: false })
}

/** The payer's answer on the 3-D Secure page. */
export function answerChallenge(sandbox: Sandbox, sessionId: string, passed: boolean): CardAnswer {
  const record = sessionNow(sandbox, sessionId)
  const card = record.challenged
  if (record.session.status !== 'open' || !card) return { outcome: 'closed' }
  const intent = intentOf(sandbox, record)
  const current = saveSession(sandbox, record, {}, { challenged: null })
  if (!passed) return refuse(sandbox, intent, notAuthenticated, null)
  const { decline } = behaviourOf(card.number)
  return settle(sandbox, current, { intent, card, decline, wasChallenged: true })
}

type Attempt = { intent: Stripe.PaymentIntent; card: EnteredCard }

function askForChallenge(
  sandbox: Sandbox,
  record: SessionRecord,
  { intent, card }: Attempt,
): CardAnswer {
  saveSession(sandbox, record, {}, { challenged: card })
  const waiting = saveIntent(sandbox, intent, {
    status: 'requires_action',
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: {
        return_url: `${sandbox.publicUrl}/checkout/${record.id}`,
        url: `${sandbox.publicUrl}/checkout/${record.id}/3ds`,
      },
    },
  })
  sandbox.emit('payment_intent.requires_action', waiting)
  return { outcome: 'challenge' }
}

type Settling = Attempt & { decline: Decline | undefined; wasChallenged: boolean }

function settle(sandbox: Sandbox, record: SessionRecord, settling: Settling): CardAnswer {
  const { intent, card, decline, wasChallenged } = settling
  const short = sandbox.switches.value('stripe.amounts') === 'one_less' ? 1 : 0
  const amount = intent.amount - short
  const charge = makeCharge(sandbox, {
    intent,
    amount,
    name: card.name,
    email: card.email,
    paymentMethod: String(intent.payment_method),
    details: cardDetails(card, amount, wasChallenged),
    cardNumber: card.number,
    decline,
  })
  if (decline) {
    sandbox.emit('charge.failed', charge)
    return refuse(sandbox, intent, decline, charge)
  }
  const paid = saveIntent(sandbox, intent, {
    status: 'succeeded',
    amount_received: amount,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  })
  const completed = completeSession(sandbox, record, {
    name: card.name,
    email: card.email,
    isPaid: true,
  })
  sandbox.emit('charge.succeeded', charge)
  sandbox.emit('payment_intent.succeeded', paid)
  const event = sandbox.emit('checkout.session.completed', completed.session)
  afterwards(sandbox, charge, card.number)
  return { outcome: 'paid', completedEventId: event.id }
}

/** Ends an open session because the payer has done their part. */
export function completeSession(
  sandbox: Sandbox,
  record: SessionRecord,
  payer: { name: string; email: string; isPaid: boolean },
): SessionRecord {
  sandbox.agenda.cancel(`expire ${record.id}`)
  return saveSession(sandbox, record, {
    status: 'complete',
    payment_status: payer.isPaid ? 'paid' : 'unpaid',
    url: null,
    customer_details: { ...noDetails, email: payer.email, name: payer.name || null },
  })
}

function refuse(
  sandbox: Sandbox,
  intent: Stripe.PaymentIntent,
  decline: Decline,
  charge: Stripe.Charge | null,
): CardAnswer {
  const failed = saveIntent(sandbox, intent, {
    status: 'requires_payment_method',
    last_payment_error: paymentError(decline, charge?.id ?? null),
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
  })
  sandbox.emit('payment_intent.payment_failed', failed)
  return { outcome: 'declined', message: decline.message, code: decline.code }
}

function afterwards(sandbox: Sandbox, charge: Stripe.Charge, cardNumber: string): void {
  const { afterwards: what } = behaviourOf(cardNumber)
  if (what === 'fraud_warning') warnOfFraud(sandbox, charge)
  else if (what) openDispute(sandbox, charge, { reason: what })
}
