import { beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { makePayLink, payLinkByCode } from '#lib/payments/links/pay-link.ts'
import { paymentOf, paymentOfLink } from '#lib/payments/queries.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { drain, loseTheQueue, noticesOf } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from './given-checkout.ts'

const { stripe, lender } = await givenCheckouts()
beforeEach(loseTheQueue)

async function byLink() {
  const loan = await givenLoan(lender, twoLate())
  const { deviceId } = loan
  const code = await transaction((tx) =>
    makePayLink(tx, { lenderId: lender.id, deviceId, actor: 'keyturn' }),
  )
  const link = await payLinkByCode(database(), lender.id, code)
  const payLinkId = link?.id ?? ''
  return { loan, code, payLinkId, ...(await begun(loan, { payLinkId })) }
}

async function receiptOf(paymentId: string) {
  const rows = await database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', '=', paymentId)
    .where('kind', '=', 'receipt_helper')
    .execute()
  expect(rows.length).toBeLessThanOrEqual(1)
  return rows[0]
}

test('whoever pays through a link has a receipt of their own, once, at the address they typed at Stripe', async () => {
  const { paymentId, checkoutUrl, code } = await byLink()
  await stripe.pay(checkoutUrl, { email: 'friend@mail.example' })
  await untilPayment(paymentId, 'paid')
  await drain()
  await checkPayment({ paymentId })
  await drain()
  expect(await noticesOf(paymentId)).toEqual(expect.arrayContaining(['receipt', 'receipt_helper']))
  const receipt = await receiptOf(paymentId)
  expect(receipt).toMatchObject({ recipient: 'friend@mail.example', channel: 'email' })
  const { text } = await composeNotice(database(), receipt as NonNullable<typeof receipt>)
  expect(text).toContain(`/p/${code}/payments/${paymentId}/receipt`)
  expect(text).not.toMatch(/loan|overdue|Nimali/)
})

test('also when the money is booked before Stripe says whose it is', async () => {
  await stripe.sandbox.turn('stripe.webhooks', 'lost')
  const { paymentId, checkoutUrl } = await byLink()
  await stripe.pay(checkoutUrl, { email: 'friend@mail.example' })
  await checkPayment({ paymentId })
  await drain()
  expect(await receiptOf(paymentId)).toMatchObject({ recipient: 'friend@mail.example' })
})

test('no page shows the address, and the borrower who pays has one receipt as before', async () => {
  const { loan, paymentId, checkoutUrl, payLinkId } = await byLink()
  await stripe.pay(checkoutUrl, { email: 'friend@mail.example' })
  await untilPayment(paymentId, 'paid')
  await drain()
  const shownToBorrower = await paymentOf(database(), loan.borrowerId, paymentId)
  const shownByLink = await paymentOfLink(database(), payLinkId, paymentId)
  for (const shown of [shownToBorrower, shownByLink])
    expect(shown).toMatchObject({ receiptEmail: null, helperHasReceipt: true })
  const own = await givenLoan(lender, twoLate())
  const paid = await begun(own, { receiptEmail: 'nimali@mail.example' })
  await stripe.pay(paid.checkoutUrl)
  await untilPayment(paid.paymentId, 'paid')
  await drain()
  expect(await receiptOf(paid.paymentId)).toBeUndefined()
  expect(await paymentOf(database(), own.borrowerId, paid.paymentId)).toMatchObject({
    receiptEmail: 'nimali@mail.example',
    helperHasReceipt: false,
  })
})
