import type Stripe from 'stripe'
import { z } from 'zod'
import { ApiError, invalid } from '#lib/demo/stripe/api/api-error.ts'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import { integer, metadata, text } from '#lib/demo/stripe/api/parameters.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { bookMovement } from './balance-transaction.ts'
import { amountFault, isKnownCurrency, payoutFault, payoutStep, written } from './currency.ts'
import { watchPayout } from './payout-course.ts'
import { whole } from './whole.ts'

/** What `POST /v1/payouts` takes, as far as the sandbox does it. */
export const payoutParameters = z.strictObject({
  amount: integer,
  currency: text.toLowerCase(),
  description: text.optional(),
  metadata: metadata.optional(),
  statement_descriptor: text.max(22).optional(),
})
type PayoutParameters = z.infer<typeof payoutParameters>

/** Sends money of the account's balance to its bank. Throws Stripe's errors. */
export function createPayout(sandbox: Sandbox, asked: PayoutParameters): Stripe.Payout {
  check(sandbox, asked)
  return makePayout(sandbox, { ...asked, automatic: false })
}

/** What Stripe pays out by itself: all that the account has of a currency. Undefined: it has nothing. */
export function payOutAll(sandbox: Sandbox, currency: string): Stripe.Payout | undefined {
  const movements = sandbox.books.balanceTransactions.all()
  const before = movements.filter((movement) => movement.currency === currency)
  const step = payoutStep(currency)
  const amount = Math.floor(netOf(before) / step) * step
  if (amount < step) return undefined
  const payout = makePayout(sandbox, { amount, currency, automatic: true })
  const { paidOut } = sandbox.books
  for (const { id } of [...before, { id: String(payout.balance_transaction) }])
    if (!paidOut.get(id)) paidOut.save(id, { id, payout: payout.id })
  return payout
}

type Paying = PayoutParameters & { automatic: boolean }

function makePayout(sandbox: Sandbox, asked: Paying): Stripe.Payout {
  const { amount, currency } = asked
  const id = newId('po_')
  const transaction = bookMovement(sandbox, {
    amount: -amount,
    currency,
    source: id,
    type: 'payout',
    reportingCategory: 'payout',
    description: asked.description ?? 'STRIPE PAYOUT',
  })
  const payout = newPayout(sandbox, { id, transactionId: transaction.id, asked })
  sandbox.books.payouts.save(id, payout)
  sandbox.emit('payout.created', payout)
  watchPayout(sandbox, payout)
  return payout
}

function check({ books }: Sandbox, { amount, currency }: PayoutParameters): void {
  if (!isKnownCurrency(currency)) throw invalid('currency', `Invalid currency: ${currency}.`)
  if (amount < 1)
    throw invalid(
      'amount',
      'This value must be greater than or equal to 1.',
      'parameter_invalid_integer',
    )
  const fault = amountFault(amount, currency) ?? payoutFault(amount, currency)
  if (fault) throw invalid('amount', fault.message, fault.code)
  const movements = books.balanceTransactions.all()
  const balance = netOf(movements.filter((movement) => movement.currency === currency))
  if (amount > balance)
    throw new ApiError(400, {
      message: `You have insufficient funds in your Stripe account for this transfer: ${written(balance, currency)} is left.`,
      code: 'balance_insufficient',
      executed: true,
    })
}

function netOf(movements: readonly Stripe.BalanceTransaction[]): number {
  return movements.reduce((sum, { net }) => sum + net, 0)
}

type NewPayout = { id: string; transactionId: string; asked: Paying }

function newPayout(sandbox: Sandbox, { id, transactionId, asked }: NewPayout): Stripe.Payout {
  const created = unixNow(sandbox)
  return whole<Stripe.Payout>({
    id,
    object: 'payout',
    amount: asked.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: created + 2 * 24 * 3600,
    automatic: asked.automatic,
    balance_transaction: transactionId,
    created,
    currency: asked.currency,
    description: asked.description ?? null,
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: asked.metadata ?? {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: asked.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: asked.statement_descriptor ?? null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  })
}
