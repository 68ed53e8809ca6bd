import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { descriptorPrefix } from './account.ts'
import { bookMovement } from './balance-transaction.ts'
import { billingDetails } from './billing-details.ts'
import type { Decline } from './cards.ts'
import { whole } from './whole.ts'

type ChargeRequest = {
  intent: Stripe.PaymentIntent
  amount: number
  name: string
  email: string
  paymentMethod: string
  details: Stripe.Charge.PaymentMethodDetails
  /** For a card: its number, which decides what happens after. */
  cardNumber: string | null
  decline: Decline | undefined
}

export function makeCharge(sandbox: Sandbox, request: ChargeRequest): Stripe.Charge {
  const { books } = sandbox
  const charge = newCharge(sandbox, request)
  books.charges.save(charge.id, charge)
  if (request.decline) return charge
  // Only test cards get here: a real card's number is declined before anything keeps it.
  books.fates.save(charge.id, { id: charge.id, cardNumber: request.cardNumber })
  const transaction = bookMovement(sandbox, {
    amount: charge.amount,
    currency: charge.currency,
    source: charge.id,
    // What is no card Stripe calls a payment.
    type: request.details.type === 'card' ? 'charge' : 'payment',
    reportingCategory: 'charge',
    description: charge.description,
    feePercent: 2.9,
  })
  return saveCharge(sandbox, charge, { balance_transaction: transaction.id })
}

export function saveCharge(
  { books }: Pick<Sandbox, 'books'>,
  charge: Stripe.Charge,
  changes: Partial<Stripe.Charge>,
): Stripe.Charge {
  const changed = { ...charge, ...changes }
  books.charges.save(charge.id, changed)
  return changed
}

function newCharge(sandbox: Sandbox, request: ChargeRequest): Stripe.Charge {
  const { intent, amount, decline } = request
  const id = newId('ch_')
  const isPaid = !decline
  const suffix = intent.statement_descriptor_suffix
  return whole<Stripe.Charge>({
    id,
    object: 'charge',
    amount,
    amount_captured: isPaid ? amount : 0,
    amount_refunded: 0,
    application: null,
    authorization_code: undefined,
    level3: undefined,
    presentment_details: undefined,
    radar_options: {},
    transfer: undefined,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: billingDetails(request),
    calculated_statement_descriptor: intent.statement_descriptor ?? onStatement(suffix),
    captured: isPaid,
    created: unixNow(sandbox),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: request.paymentMethod,
    payment_method_details: request.details,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: isPaid ? `${sandbox.publicUrl}/stripe#${intent.id}` : null,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/charges/${id}/refunds` },
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: suffix,
    status: isPaid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: null,
  })
}

// Stripe cuts what is longer than 22 signs.
function onStatement(suffix: string | null): string {
  return suffix ? `${descriptorPrefix}* ${suffix}`.slice(0, 22) : descriptorPrefix
}

function outcomeOf(decline: Decline | undefined): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: decline ? '01' : null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline?.declineCode ?? decline?.code ?? null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: decline
      ? 'The bank did not return any further details with this decline.'
      : 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  }
}
