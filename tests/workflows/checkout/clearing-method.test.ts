import { beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { drain, loseTheQueue, noticesOf } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from './given-checkout.ts'

const { stripe } = await givenCheckouts()
const lender = await givenLender({ policy: { clearingDays: { oxxo: 2, boleto: 7 } } })
await database()
  .updateTable('lenders')
  .set({ paymentMethods: ['card', 'oxxo', 'sepa_debit'] })
  .where('id', '=', lender.id)
  .execute()
beforeEach(loseTheQueue)

/** The words of what the borrower was told of a payment that has not arrived. */
async function toldOf(paymentId: string): Promise<string> {
  const notice = await database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', '=', paymentId)
    .where('kind', 'in', ['payment_clearing', 'voucher_made'])
    .where('channel', '=', 'email')
    .executeTakeFirstOrThrow()
  return (await composeNotice(database(), notice)).text
}

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

test('a voucher is kept with the day until which it can be paid, and the borrower is told to pay it', async () => {
  const { paymentId, checkoutUrl } = await atCheckout()
  await stripe.pay(checkoutUrl, { method: 'oxxo' })
  await untilPayment(paymentId, 'processing')
  await drain()
  const { checkoutUrl: voucher, expiresAt } = await paymentRow(paymentId)
  expect(voucher).toMatch(/\/voucher$/)
  expect((await fetch(voucher ?? '')).status).toBe(200)
  // The lender's days: the voucher is as long as it is waited for.
  const inMexico = (at: Temporal.Instant) => at.toZonedDateTimeISO('America/Mexico_City')
  const over = inMexico(expiresAt ?? Temporal.Now.instant())
  expect(over.equals(over.startOfDay())).toBe(true)
  expect(inMexico(Temporal.Now.instant()).toPlainDate().until(over.toPlainDate()).days).toBe(3)
  expect(await toldOf(paymentId)).toMatch(/Pay at any OXXO shop until \w+ \d/)
  expect(await toldOf(paymentId)).not.toMatch(/on its way|Thank you/)
})

test('a debit has nothing left to do for its payer, and its page takes no money any more', async () => {
  const euros = await givenLoan(lender, twoLate(45_000n), { currency: 'EUR' })
  const { paymentId, checkoutUrl } = await begun(euros)
  await stripe.pay(checkoutUrl, { method: 'sepa_debit' })
  await untilPayment(paymentId, 'processing')
  await drain()
  expect(await paymentRow(paymentId)).toMatchObject({ checkoutUrl: null, expiresAt: null })
  expect(await toldOf(paymentId)).toContain('is on its way to us')
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
  expect(await noticesOf(paymentId)).toEqual(['payment_not_cleared', 'voucher_made'])
  expect(await paymentRow(bystander.paymentId)).toMatchObject({ state: 'processing' })
})
