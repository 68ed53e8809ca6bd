import type Stripe from 'stripe'
import type { SessionRecord } from '#lib/demo/stripe/books.ts'
import { makeCharge } from '#lib/demo/stripe/objects/charge.ts'
import { intentOf, paymentError, saveIntent } from '#lib/demo/stripe/objects/payment-intent.ts'
import { chosenMethod, keepPaymentMethod } from '#lib/demo/stripe/objects/payment-method.ts'
import { delayedDetails } from '#lib/demo/stripe/objects/payment-method-details.ts'
import {
  type DelayedMethod,
  delayedMethods,
  isDelayed,
} from '#lib/demo/stripe/objects/payment-methods.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { completeSession } from './pay-by-card.ts'
import { saveSession, sessionNow } from './session.ts'
import { voucherExpiryOf, voucherNumber, voucherOf } from './voucher.ts'

type LaterAnswer = { outcome: 'pending'; completedEventId: string } | { outcome: 'closed' }

type Payer = { name: string; email: string }

/** The payer promises to pay by voucher or debit: the session is complete, the money is not there. */
export function payLater(
  sandbox: Sandbox,
  sessionId: string,
  { method, payer }: { method: DelayedMethod; payer: Payer },
): LaterAnswer {
  const before = sessionNow(sandbox, sessionId)
  if (before.session.status !== 'open') return { outcome: 'closed' }
  const intent = saveIntent(sandbox, intentOf(sandbox, before), {
    payment_method: keepPaymentMethod(sandbox, { type: method, payer }),
    last_payment_error: null,
    ...waiting(sandbox, before, method),
  })
  const record = saveSession(sandbox, sessionNow(sandbox, sessionId), {}, { challenged: null })
  const completed = completeSession(sandbox, record, { ...payer, isPaid: false })
  if (intent.status === 'processing') sandbox.emit('payment_intent.processing', intent)
  else sandbox.emit('payment_intent.requires_action', intent)
  return {
    outcome: 'pending',
    completedEventId: sandbox.emit('checkout.session.completed', completed.session).id,
  }
}

/** The money of a promised payment arrived. Answers false when nothing was waiting. */
export function clearPayment(sandbox: Sandbox, sessionId: string): boolean {
  const found = promised(sandbox, sessionId)
  if (!found) return false
  const { record, intent, method } = found
  const charge = makeCharge(sandbox, {
    intent,
    amount: intent.amount,
    name: record.session.customer_details?.name ?? '',
    email: record.session.customer_details?.email ?? '',
    paymentMethod: String(intent.payment_method),
    details: delayedDetails(method, voucherNumber(intent)),
    cardNumber: null,
    decline: undefined,
  })
  const paid = saveIntent(sandbox, intent, {
    status: 'succeeded',
    amount_received: charge.amount,
    latest_charge: charge.id,
    next_action: null,
  })
  const { session } = saveSession(sandbox, record, { payment_status: 'paid' })
  sandbox.emit('charge.succeeded', charge)
  sandbox.emit('payment_intent.succeeded', paid)
  sandbox.emit('checkout.session.async_payment_succeeded', session)
  return true
}

/** The voucher was not paid in time, or the bank refused. Answers false when nothing was waiting. */
export function failPayment(sandbox: Sandbox, sessionId: string): boolean {
  const found = promised(sandbox, sessionId)
  if (!found) return false
  const { record, intent, method } = found
  const decline = delayedMethods[method].voucher
    ? {
        code: 'payment_intent_payment_attempt_expired',
        declineCode: null,
        message: 'The voucher expired before it was paid.',
      }
    : {
        code: 'payment_intent_payment_attempt_failed',
        declineCode: null,
        message: "The customer's bank account could not be debited.",
      }
  const failed = saveIntent(sandbox, intent, {
    status: 'requires_payment_method',
    last_payment_error: paymentError(decline, null, method),
    next_action: null,
    payment_method: null,
  })
  sandbox.emit('payment_intent.payment_failed', failed)
  sandbox.emit('checkout.session.async_payment_failed', record.session)
  return true
}

/** The lender calls it off in Stripe's dashboard. The session stays complete, and tells nobody. */
export function cancelPromised(sandbox: Sandbox, sessionId: string): boolean {
  const found = promised(sandbox, sessionId)
  if (!found) return false
  const canceled = saveIntent(sandbox, found.intent, {
    status: 'canceled',
    canceled_at: unixNow(sandbox),
    cancellation_reason: 'requested_by_customer',
    next_action: null,
  })
  sandbox.emit('payment_intent.canceled', canceled)
  return true
}

function promised(sandbox: Sandbox, sessionId: string) {
  const record = sandbox.books.sessions.get(sessionId)
  const intent = sandbox.books.intents.get(String(record?.session.payment_intent))
  const method = chosenMethod(sandbox.books, intent) ?? ''
  if (!record || !intent || !isDelayed(method) || !isWaiting(record, intent)) return undefined
  return { record, intent, method }
}

/** Whether the payer did their part and the money is still to come. */
export function isWaiting({ session }: SessionRecord, intent: Stripe.PaymentIntent): boolean {
  const isPromised = intent.status === 'processing' || intent.status === 'requires_action'
  return session.status === 'complete' && session.payment_status === 'unpaid' && isPromised
}

function waiting(
  sandbox: Sandbox,
  { id, voucherDays = {} }: SessionRecord,
  method: DelayedMethod,
): Pick<Stripe.PaymentIntent, 'status' | 'next_action'> {
  if (!delayedMethods[method].voucher) return { status: 'processing', next_action: null }
  return {
    status: 'requires_action',
    next_action: voucherOf(method, {
      expiresAt: voucherExpiryOf(method, { madeAt: unixNow(sandbox), days: voucherDays[method] }),
      url: `${sandbox.publicUrl}/checkout/${id}/voucher`,
      amount: sandbox.books.sessions.get(id)?.session.amount_total ?? 0,
    }),
  }
}
