import type Stripe from 'stripe'
import { ApiError, noSuch } from '#lib/demo/stripe/api/api-error.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import type { EventCause } from '#lib/demo/stripe/webhooks.ts'
import { behaviourOf, type CardBehaviour } from './cards.ts'
import { markFraudWarnings } from './dispute.ts'
import { type RefundRequest, refundAmount, refundable } from './refund-checks.ts'
import {
  endRefund,
  keepRefund,
  type RefundEnd,
  sendRefund,
  succeedRefund,
} from './refund-course.ts'
import { newRefund, type RefundOutcome } from './refund-shape.ts'

/** How long a refund takes that is not done at once. */
const changesAfterMs = 4_000

/** Gives a charge's money back, wholly or in part. Throws Stripe's errors. */
export function createRefund(
  sandbox: Sandbox,
  request: RefundRequest,
  cause?: EventCause,
): Stripe.Refund {
  const charge = refundable(sandbox, request)
  const amount = refundAmount(charge, request.amount)
  const outcome = outcomeOf(sandbox, charge, request)
  const refund = newRefund(sandbox, charge, { ...request, amount, outcome })
  const refunded = charge.amount_refunded + amount
  const changed = keepRefund(sandbox, refund, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount,
  })
  if (changed.refunded) markFraudWarnings(sandbox, changed)
  const details = cause ? { cause } : {}
  sandbox.emit('charge.refunded', changed, {
    ...details,
    previous: { amount_refunded: charge.amount_refunded, refunded: charge.refunded },
  })
  sandbox.emit('refund.created', refund, details)
  if (isUnsettled(sandbox, refund)) watchRefund(sandbox, refund)
  return refund
}

function outcomeOf(
  { books, switches }: Sandbox,
  charge: Stripe.Charge,
  { instructions_email }: RefundRequest,
): RefundOutcome {
  if (instructions_email) return { status: 'requires_action' }
  if (switches.value('stripe.refunds') === 'short')
    return { status: 'pending', pending_reason: 'insufficient_funds' }
  return fateOf({ books }, charge.id) === 'pending_first'
    ? { status: 'pending', pending_reason: 'processing' }
    : { status: 'succeeded' }
}

function fateOf({ books }: Pick<Sandbox, 'books'>, chargeId: string): CardBehaviour['refunds'] {
  return behaviourOf(books.fates.get(chargeId)?.cardNumber ?? '').refunds
}

/** Takes up, after a start too, what becomes of a refund by itself. */
export function watchRefund(sandbox: Sandbox, refund: Stripe.Refund): void {
  const { id, created } = refund
  const expiresAt = refund.next_action?.display_details?.expires_at
  const dueAt = expiresAt ? expiresAt * 1000 : created * 1000 + changesAfterMs
  sandbox.agenda.at(`refund ${id}`, dueAt, () => {
    const now = sandbox.books.refunds.get(id)
    if (now) proceed(sandbox, now)
  })
}

function proceed(sandbox: Sandbox, refund: Stripe.Refund): void {
  const { agenda, now, switches } = sandbox
  if (refund.status === 'requires_action') expire(sandbox, refund)
  else if (refund.status === 'succeeded')
    endRefund(sandbox, refund, { status: 'failed', reason: 'expired_or_canceled_card' })
  else if (
    refund.pending_reason === 'insufficient_funds' &&
    switches.value('stripe.refunds') === 'short'
  )
    agenda.at(`refund ${refund.id}`, now() + changesAfterMs, () => proceed(sandbox, refund))
  else if (refund.status === 'pending') succeedRefund(sandbox, refund)
}

/** The refunds that are not what they will be. */
export function unsettledRefunds(sandbox: Pick<Sandbox, 'books'>): Stripe.Refund[] {
  return sandbox.books.refunds.all().filter((refund) => isUnsettled(sandbox, refund))
}

function isUnsettled(sandbox: Pick<Sandbox, 'books'>, { charge, status }: Stripe.Refund): boolean {
  if (status === 'succeeded') return fateOf(sandbox, String(charge)) === 'fail_later'
  return status === 'pending' || status === 'requires_action'
}

/** The payer names the account to which the money shall go. Answers undefined when nobody asks for one. */
export function answerRefund(sandbox: Sandbox, refund: Stripe.Refund): Stripe.Refund | undefined {
  if (refund.status !== 'requires_action') return undefined
  const sent = sendRefund(sandbox, refund)
  sandbox.agenda.at(`refund ${sent.id}`, sandbox.now() + changesAfterMs, () => {
    const now = sandbox.books.refunds.get(sent.id)
    if (now) proceed(sandbox, now)
  })
  return sent
}

/** The bank that the money is on its way to does not take it. Answers undefined when none is. */
export function bounceRefund(sandbox: Sandbox, refund: Stripe.Refund): Stripe.Refund | undefined {
  if (refund.status !== 'pending') return undefined
  return stop(sandbox, refund, { status: 'failed', reason: 'declined' })
}

/** What the lender calls off while the payer is asked. Throws Stripe's errors. */
export function cancelRefund(sandbox: Sandbox, id: string): Stripe.Refund {
  const refund = asked(sandbox, id, 'canceled')
  return stop(sandbox, refund, { status: 'canceled', reason: 'merchant_request' })
}

/** As if the payer's time to answer were over. Throws Stripe's errors. */
export function expireRefund(sandbox: Sandbox, id: string): Stripe.Refund {
  return expire(sandbox, asked(sandbox, id, 'expired'))
}

function expire(sandbox: Sandbox, refund: Stripe.Refund): Stripe.Refund {
  return stop(sandbox, refund, { status: 'canceled', reason: 'unknown' })
}

function stop(sandbox: Sandbox, refund: Stripe.Refund, end: RefundEnd): Stripe.Refund {
  sandbox.agenda.cancel(`refund ${refund.id}`)
  return endRefund(sandbox, refund, end)
}

function asked({ books }: Sandbox, id: string, what: string): Stripe.Refund {
  const refund = books.refunds.get(id)
  if (!refund) throw noSuch('refund', id)
  if (refund.status === 'requires_action') return refund
  throw new ApiError(400, {
    message: `Refunds can only be ${what} when their status is requires_action. This refund has a status of ${refund.status}.`,
    executed: true,
  })
}
