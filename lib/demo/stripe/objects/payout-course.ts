import type Stripe from 'stripe'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { bookMovement } from './balance-transaction.ts'

/** How long after it has arrived a bank sends a payout back. */
const failsAfterMs = 2 * 24 * 3600 * 1000

/** Takes up, after a start too, what becomes of a payout at the bank. */
export function watchPayout(sandbox: Sandbox, { id, arrival_date }: Stripe.Payout): void {
  sandbox.agenda.at(`payout ${id}`, arrival_date * 1000, () => {
    const payout = sandbox.books.payouts.get(id)
    if (payout?.status !== 'pending') return
    if (sandbox.switches.value('stripe.payouts') === 'fail') failPayout(sandbox, payout)
    else arrive(sandbox, payout)
  })
}

/** The payouts that the bank has not decided about. */
export function unsettledPayouts({ books }: Pick<Sandbox, 'books'>): Stripe.Payout[] {
  return books.payouts.all().filter(({ status }) => status === 'pending')
}

function arrive(sandbox: Sandbox, payout: Stripe.Payout): void {
  const paid = keep(sandbox, payout, { status: 'paid' })
  sandbox.emit('payout.paid', paid)
  if (payout.automatic) {
    const reconciled = keep(sandbox, paid, { reconciliation_status: 'completed' })
    sandbox.emit('payout.reconciliation_completed', reconciled)
  }
  if (sandbox.switches.value('stripe.payouts') !== 'fail_late') return
  sandbox.agenda.at(`payout ${payout.id}`, sandbox.now() + failsAfterMs, () => {
    const now = sandbox.books.payouts.get(payout.id)
    if (now?.status === 'paid') failPayout(sandbox, now)
  })
}

/** The bank sends the money back: the account has it again. */
function failPayout(sandbox: Sandbox, payout: Stripe.Payout): void {
  const transaction = bookMovement(sandbox, {
    amount: payout.amount,
    currency: payout.currency,
    source: payout.id,
    type: 'payout_failure',
    reportingCategory: 'payout_reversal',
    description: 'PAYOUT FAILURE',
  })
  const failed = keep(sandbox, payout, {
    status: 'failed',
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
    failure_balance_transaction: transaction.id,
  })
  sandbox.emit('payout.failed', failed)
}

function keep(
  sandbox: Sandbox,
  payout: Stripe.Payout,
  changes: Partial<Stripe.Payout>,
): Stripe.Payout {
  const changed = { ...payout, ...changes }
  sandbox.books.payouts.save(changed.id, changed)
  sandbox.emit('payout.updated', changed)
  return changed
}
