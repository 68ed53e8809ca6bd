import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import type { SessionRecord } from '#lib/demo/stripe/books.ts'
import { saveSession } from '#lib/demo/stripe/checkout/session.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import type { Decline } from './cards.ts'
import { whole } from './whole.ts'

/** The session's PaymentIntent, made at the first attempt to pay. */
export function intentOf(sandbox: Sandbox, record: SessionRecord): Stripe.PaymentIntent {
  const existing = sandbox.books.intents.get(String(record.session.payment_intent))
  if (existing) return existing
  const intent = newIntent(sandbox, record)
  sandbox.books.intents.save(intent.id, intent)
  sandbox.books.linkIntent(intent.id, record.id)
  saveSession(sandbox, record, { payment_intent: intent.id })
  return intent
}

/** Saves a PaymentIntent with changes; answers it as it is then. */
export function saveIntent(
  { books }: Pick<Sandbox, 'books'>,
  intent: Stripe.PaymentIntent,
  changes: Partial<Stripe.PaymentIntent>,
): Stripe.PaymentIntent {
  const changed = { ...intent, ...changes }
  books.intents.save(intent.id, changed)
  return changed
}

/** Why the last attempt failed, as a PaymentIntent says it. */
export function paymentError(
  { code, declineCode, message }: Decline,
  charge: string | null,
  methodType = 'card',
): Stripe.PaymentIntent.LastPaymentError {
  return {
    ...(charge ? { charge } : {}),
    code,
    ...(declineCode ? { decline_code: declineCode } : {}),
    doc_url: `https://stripe.com/docs/error-codes/${code.replace(/_/g, '-')}`,
    message,
    payment_method_type: methodType,
    type:
      methodType === 'card' && code !== 'payment_intent_authentication_failure'
        ? 'card_error'
        : 'invalid_request_error',
  }
}

function newIntent(sandbox: Sandbox, { session, intentData }: SessionRecord): Stripe.PaymentIntent {
  const id = newId('pi_')
  return whole<Stripe.PaymentIntent>({
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_details: { tip: {} },
    hooks: undefined,
    payment_details: undefined,
    presentment_details: undefined,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret_`, 25),
    confirmation_method: 'automatic',
    created: unixNow(sandbox),
    currency: session.currency ?? '',
    customer: null,
    customer_account: null,
    description: intentData.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: intentData.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: intentData.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: intentData.statementDescriptor,
    statement_descriptor_suffix: intentData.statementDescriptorSuffix,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  })
}
