import { expect, test } from 'vitest'
import { reconcile } from '#lib/worker/reconcile.ts'
import { paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { drain } from '#tests/support/world.ts'
import { begun, givenCheckouts } from './given-checkout.ts'

const { stripe, lender, clock } = await givenCheckouts()

test('money that is heard of late was paid when its payer paid, by the charge’s own time at Stripe', async () => {
  await stripe.sandbox.turn('stripe.webhooks', 'lost')
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  const late = await begun(loan)
  const now = await begun(other)
  const hours = 30
  clock.stripeAheadMs = -hours * 3_600_000
  await stripe.pay(late.checkoutUrl)
  clock.stripeAheadMs = 0
  await stripe.pay(now.checkoutUrl)
  await reconcile(Temporal.Now.instant().add({ minutes: 2 }))
  await drain()
  const charges = stripe.sandbox.objects.charges.all()
  for (const { paymentId } of [late, now]) {
    const paid = await paymentRow(paymentId)
    const charge = charges.find(({ payment_intent }) => payment_intent === paid.paymentIntentId)
    expect(paid.paidAt?.epochMilliseconds).toBe((charge?.created ?? 0) * 1_000)
  }
  const { paidAt, bookedAt } = await paymentRow(late.paymentId)
  const [paidOn, bookedOn] = [paidAt, bookedAt].map(
    (at) => `${at?.toZonedDateTimeISO('UTC').toPlainDate()}`,
  )
  expect(paidOn).not.toBe(bookedOn)
})
