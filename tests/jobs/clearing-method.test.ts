import { beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import checkPayment from '#lib/jobs/check-payment.ts'
import { paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { drain, loseTheQueue, noticesOf } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from './given-checkout.ts'

const { stripe } = await givenCheckouts()
const lender = await givenLender({ policy: { clearingDays: { oxxo: 2, boleto: 7 } } })
await database()
  .updateTable('lenders')
  .set({ paymentMethods: ['card', 'oxxo'] })
  .where('id', '=', lender.id)
  .execute()
beforeEach(loseTheQueue)

async function atCheckout() {
  return begun(await givenLoan(lender, twoLate(45_000n), { currency: 'MXN' }))
}

test('a payer who never comes back: the event names no method, so Stripe is asked for it at once', async () => {
  const { paymentId, checkoutUrl } = await atCheckout()
  await stripe.pay(checkoutUrl, { method: 'oxxo' })
  await untilPayment(paymentId, 'processing')
  await drain()
  expect(await paymentRow(paymentId)).toMatchObject({ state: 'processing', method: 'oxxo' })
})

test('a payer who comes back and whose events are lost: asked on the way back', async () => {
  await stripe.sandbox.turn('stripe.webhooks', 'lost')
  const { paymentId, checkoutUrl } = await atCheckout()
  await stripe.pay(checkoutUrl, { method: 'oxxo' })
  await checkPayment({ paymentId })
  expect(await paymentRow(paymentId)).toMatchObject({ state: 'processing', method: 'oxxo' })
})

test('a card was declined before: the voucher is what was chosen', async () => {
  const { paymentId, checkoutUrl } = await atCheckout()
  await stripe.pay(checkoutUrl, { card: '4000 0000 0000 9995' })
  await stripe.pay(checkoutUrl, { method: 'oxxo' })
  await untilPayment(paymentId, 'processing')
  await drain()
  expect(await paymentRow(paymentId)).toMatchObject({ method: 'oxxo' })
})

test('somebody cancels at Stripe what was promised: it ends here, and is not asked about for ever', async () => {
  await stripe.sandbox.turn('stripe.webhooks', 'lost')
  const { paymentId, checkoutUrl } = await atCheckout()
  const bystander = await atCheckout()
  for (const { checkoutUrl: url } of [{ checkoutUrl }, bystander])
    await stripe.pay(url, { method: 'oxxo' })
  await checkPayment({ paymentId })
  await checkPayment(bystander)
  const { checkoutSessionId } = await paymentRow(paymentId)
  const cancel = `${stripe.url}/stripe/${checkoutSessionId}/cancel`
  await fetch(cancel, { method: 'POST', redirect: 'manual' })
  await checkPayment({ paymentId })
  await checkPayment(bystander)
  expect(await paymentRow(paymentId)).toMatchObject({
    state: 'failed',
    failure: 'canceled',
    nextCheckAt: null,
  })
  expect(await noticesOf(paymentId)).toEqual(['payment_clearing', 'payment_not_cleared'])
  expect(await paymentRow(bystander.paymentId)).toMatchObject({ state: 'processing' })
})
