import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { paidLoan } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { disputeNews, refundNews, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender()

const letters = (paymentId: string) =>
  database()
    .selectFrom('notices')
    .selectAll()
    .where('kind', '=', 'money_went_back')
    .where('causeId', 'like', `${paymentId}:%`)
    .execute()

test('a payment that the lender gave back at Stripe: what is owed again is said, once', async () => {
  const { asked } = await paidLoan(lender)
  const bystander = await paidLoan(lender)
  const news = { ...asked, pspRefundId: `re_${asked.paymentId}` }
  await tell(refundNews('created', news))
  await tell(refundNews('updated', news))
  const [letter, ...others] = await letters(asked.paymentId)
  expect(others).toEqual([])
  const { subject, text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  const amount = formatMoney({ amountMinor: asked.amountMinor, currency: 'LKR' }, 'en-GB')
  expect(subject).toContain(`${amount} is owed again`)
  expect(text).toContain(`Open now: ${amount}.`)
  expect(text).toContain(`/payments/${asked.paymentId}`)
  expect(await letters(bystander.asked.paymentId)).toEqual([])
})

test('after a lost dispute nothing is said to be open any more', async () => {
  const { loan, asked } = await paidLoan(lender)
  const isLost = async () => {
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    return { isDisputed: phone?.isDisputed, isDisputeLost: phone?.isDisputeLost }
  }
  await tell(disputeNews('created', asked))
  await tell(disputeNews('funds_withdrawn', asked))
  expect(await isLost()).toEqual({ isDisputed: true, isDisputeLost: false })
  await tell(disputeNews('closed', { ...asked, secondsLater: 1 }, 'lost'))
  expect(await isLost()).toEqual({ isDisputed: true, isDisputeLost: true })
})
