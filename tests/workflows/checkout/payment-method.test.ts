import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { methodOf } from '#lib/gateways/psp/stripe/reading.ts'
import { settleCheckout } from '#lib/workflows/checkout/settle-checkout.ts'
import { open, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, intentOf, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender()
const now = Temporal.Now.instant()

async function asked() {
  return open(await givenLoan(lender, twoLate()))
}

type Intent = Parameters<typeof methodOf>[0]

test('a charge names the method; without one, an intent that allows only one does', () => {
  const charge = { payment_method_details: { type: 'card' } }
  const many = ['card', 'oxxo']
  expect(methodOf({ latest_charge: charge, payment_method_types: many } as Intent)).toBe('card')
  expect(methodOf({ latest_charge: 'ch_1', payment_method_types: ['oxxo'] } as Intent)).toBe('oxxo')
  expect(methodOf({ latest_charge: null, payment_method_types: many } as unknown as Intent)).toBe(
    null,
  )
})

test('is kept when the money is booked by an event', async () => {
  const payment = await asked()
  const news = intentNews('succeeded', payment)
  const object = { ...news.object, payment_method_types: ['card'] }
  await tell({ ...news, object })
  expect(await paymentRow(payment.paymentId)).toMatchObject({ state: 'paid', method: 'card' })
})

test('is kept while it clears, and what is known stays', async () => {
  const payment = await asked()
  const reading = {
    sessionId: 'cs_1',
    paymentId: payment.paymentId,
    paymentIntentId: intentOf(payment),
    received: { amountMinor: 0n, currency: 'LKR' },
    failure: null,
    capturedAt: null,
    page: null,
    state: 'processing' as const,
  }
  const settle = (method: string | null) =>
    transaction((tx) => settleCheckout(tx, { reading: { ...reading, method }, at: now, now }))
  await settle('oxxo')
  expect(await paymentRow(payment.paymentId)).toMatchObject({ method: 'oxxo', state: 'processing' })
  await settle(null)
  await settle('card')
  expect(await paymentRow(payment.paymentId)).toMatchObject({ method: 'oxxo' })
  expect(
    await database()
      .selectFrom('refunds')
      .select('id')
      .where('paymentId', '=', payment.paymentId)
      .execute(),
  ).toEqual([])
})
