import { afterEach, beforeEach, expect, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import type { PaymentWish } from '#lib/payments/open-payment.ts'
import { startPayment } from '#lib/workflows/checkout/start-payment.ts'
import { loanRow, paymentRow } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import type { SandboxSettings } from '#tests/support/stripe.ts'
import { drain, startWorld } from '#tests/support/world.ts'

/** A lender beside the sandbox Stripe, whose clock can be set ahead. The ledger holds after every test. Call once, at the top. */
export async function givenCheckouts(settings: Pick<SandboxSettings, 'country' | 'rights'> = {}) {
  await freshDatabase()
  const clock = { stripeAheadMs: 0 }
  const world = await startWorld({
    stripeNow: () => Date.now() + clock.stripeAheadMs,
    ...settings,
  })
  const lender = await givenLender()
  await world.connect(lender)
  beforeEach(async () => {
    clock.stripeAheadMs = 0
    await world.stripe.sandbox.turn('stripe.webhooks', 'normal')
    await world.stripe.sandbox.turn('stripe.api', 'normal')
    await world.stripe.sandbox.turn('stripe.amounts', 'exact')
    await world.stripe.sandbox.turn('stripe.refunds', 'made')
  })
  afterEach(() => expectLedgerToHold(database()))
  return { ...world, lender, clock }
}

/** Asks to pay as the door does; the answer may be a refusal. */
export async function start(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  return startPayment({
    loanId: loan.loanId,
    actor: 'borrower:test',
    payLinkId: null,
    choice: 'arrears',
    amountMinor: undefined,
    seenOutstandingMinor: (await loanRow(loan)).outstandingMinor,
    confirmAnother: false,
    locale: 'en',
    receiptEmail: null,
    now: Temporal.Now.instant(),
    ...wish,
  })
}

/** A payment whose page at Stripe is open. */
export async function begun(loan: GivenLoan, wish: Partial<PaymentWish> = {}) {
  const started = await start(loan, wish)
  if ('refusal' in started) throw new Error(started.refusal)
  const { checkoutSessionId } = await paymentRow(started.paymentId)
  return { ...started, sessionId: checkoutSessionId ?? '' }
}

export async function untilPayment(paymentId: string, state: string): Promise<void> {
  const arrived = async () => {
    await drain()
    expect(await paymentRow(paymentId)).toMatchObject({ state })
  }
  await vi.waitFor(arrived, { timeout: 10_000 })
}
