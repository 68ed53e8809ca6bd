import type Stripe from 'stripe'
import { ApiError, invalid, noSuch } from '#lib/demo/stripe/api/api-error.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { amountFault, written } from './currency.ts'
import { delayedMethods, isDelayed } from './payment-methods.ts'

export type RefundRequest = {
  charge?: string | undefined
  payment_intent?: string | undefined
  amount?: number | undefined
  /** Where Stripe asks the payer for a bank account, of methods that take nothing back. */
  instructions_email?: string | undefined
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer' | undefined
  metadata?: Record<string, string> | undefined
}

/** Refuses what the sandbox is switched to have too little for. Throws Stripe's error. */
export function affordableBySwitch({ switches }: Pick<Sandbox, 'switches'>): void {
  if (switches.value('stripe.refunds') !== 'unaffordable') return
  throw new ApiError(402, {
    message: 'Insufficient funds in your Stripe balance to refund this amount.',
    code: 'balance_insufficient',
    executed: true,
  })
}

/** The charge to give back. Throws Stripe's error when there is none or it cannot be refunded. */
export function refundable({ books }: Sandbox, request: RefundRequest): Stripe.Charge {
  if (!request.charge && !request.payment_intent)
    throw invalid(
      'payment_intent',
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  const intent = request.payment_intent ? books.intents.get(request.payment_intent) : undefined
  if (request.payment_intent && !intent)
    throw noSuch('payment_intent', request.payment_intent, 'payment_intent')
  const chargeId = request.charge ?? String(intent?.latest_charge)
  const charge = books.charges.get(chargeId)
  if (request.charge && !charge) throw noSuch('charge', request.charge, 'charge')
  if (!charge?.paid)
    throw new ApiError(400, {
      message: `This ${intent ? `PaymentIntent (${intent.id})` : 'Charge'} does not have a successful charge to refund.`,
      param: intent ? 'payment_intent' : 'charge',
      ...(intent ? { code: 'payment_intent_unexpected_state' } : {}),
      executed: true,
    })
  if (
    charge.disputed &&
    books.disputes
      .all()
      .some(({ charge: id, is_charge_refundable }) => id === charge.id && !is_charge_refundable)
  )
    throw new ApiError(400, {
      message: `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      code: 'charge_disputed',
      executed: true,
    })
  checkWay(charge, { param: intent ? 'payment_intent' : 'charge', ...request })
  if (charge.refunded)
    throw new ApiError(400, {
      message: `Charge ${charge.id} has already been refunded.`,
      code: 'charge_already_refunded',
      executed: true,
    })
  return charge
}

type Way = Pick<RefundRequest, 'instructions_email'> & { param: string }

// What was paid in cash has nowhere to go back to, unless the payer is asked.
function checkWay(
  { payment_method_details }: Stripe.Charge,
  { param, instructions_email }: Way,
): void {
  const kind = payment_method_details?.type ?? ''
  const { voucher = false, refundedByEmail = false } = isDelayed(kind) ? delayedMethods[kind] : {}
  if (refundedByEmail && !instructions_email)
    throw new ApiError(400, {
      message: `Charges paid by ${kind} cannot be refunded without an email address for the refund instructions.`,
      param: 'instructions_email',
      executed: true,
    })
  if (instructions_email && !refundedByEmail)
    throw invalid('instructions_email', `Refunds of ${kind} take no instructions_email.`)
  if (voucher && !refundedByEmail)
    throw new ApiError(400, {
      message: `Charges paid by ${kind} cannot be refunded.`,
      param,
      executed: true,
    })
}

/** How much goes back: what is asked, or all that is left. Throws Stripe's error. */
export function refundAmount(charge: Stripe.Charge, asked: number | undefined): number {
  const left = charge.amount - charge.amount_refunded
  const amount = asked ?? left
  if (amount < 1)
    throw invalid(
      'amount',
      'This value must be greater than or equal to 1.',
      'parameter_invalid_integer',
    )
  const fault = amountFault(amount, charge.currency)
  if (fault) throw invalid('amount', fault.message, fault.code)
  if (amount > left)
    throw new ApiError(400, {
      message: `Refund amount (${written(amount, charge.currency)}) is greater than unrefunded amount on charge (${written(left, charge.currency)})`,
      param: 'amount',
      executed: true,
    })
  return amount
}
