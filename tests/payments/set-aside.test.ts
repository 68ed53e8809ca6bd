import { expect, test } from 'vitest'
import { timelineFacts } from '#app/payment/payment-facts.ts'
import { paymentState } from '#components/payment/payment-state.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { rivalOf } from '#lib/domain/money/attempt.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { keepPayersEmail } from '#lib/payments/payers-email.ts'
import { paymentOf, paymentsOf } from '#lib/payments/queries.ts'
import { tellHelper } from '#lib/workflows/checkout/tell-helper.ts'
import { bookAfterAll } from '#lib/workflows/money/book-after-all.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, intentOf, refundNews, tell } from '#tests/support/stripe-events.ts'
import { givenLink } from './given-link.ts'
import { ask, open, paidLoan, twoLate } from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()

/** A helper has paid by link, and one unit less than was asked arrived. */
async function setAside() {
  const loan = await givenLoan(lender, twoLate())
  const link = await givenLink(loan)
  const asked = await open(loan, { payLinkId: link.id })
  const came = { ...asked, amountMinor: asked.amountMinor - 1n }
  await tell(intentNews('succeeded', came))
  return { loan, link, came }
}

async function besideOf(loan: { borrowerId: string; deviceId: string }, payLinkId: string | null) {
  const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
  return rivalOf(phone?.attempts ?? [], payLinkId, Temporal.Now.instant())
}

test('whoever would pay beside money that is with a person is told first, on every way, and may go on', async () => {
  const { loan, link, came } = await setAside()
  const bystander = await givenLoan(lender, twoLate())
  const { paymentId, amountMinor, currency } = came
  for (const payLinkId of [null, link.id]) {
    expect(await besideOf(loan, payLinkId)).toMatchObject({
      kind: 'set_aside',
      attempt: { paymentId, amountMinor, currency },
    })
    expect(await ask(loan, { payLinkId })).toMatchObject({ refusal: 'another_open' })
  }
  expect(await ask(loan, { confirmAnother: true })).toHaveProperty('paymentId')
  expect(await ask(bystander)).toHaveProperty('paymentId')
  expect(await besideOf(bystander, null)).toMatchObject({ kind: 'own' })
})

test('once it is booked, or is on its way back, it stands in nobody’s way', async () => {
  const booked = await setAside()
  const returned = await setAside()
  const { paymentId, amountMinor } = booked.came
  await transaction((tx) =>
    bookAfterAll(tx, {
      lenderId: lender.id,
      paymentId,
      paymentIntentId: intentOf(booked.came),
      seenSuspenseMinor: amountMinor,
      staffId: 'test',
      now: Temporal.Now.instant(),
    }),
  )
  await tell(refundNews('created', { ...returned.came, pspRefundId: 're_back' }))
  for (const { loan } of [booked, returned]) expect(await besideOf(loan, null)).toBeUndefined()
})

test('the list and the page say that it went back, once all of it is on its way', async () => {
  const held = await setAside()
  const returned = await setAside()
  await tell(refundNews('created', { ...returned.came, pspRefundId: 're_whole' }))
  const shown = async ({ loan, came: { paymentId } }: typeof held) => {
    const listed = await paymentsOf(database(), loan.borrowerId)
    const detail = await paymentOf(database(), loan.borrowerId, paymentId)
    if (!detail) throw new Error('the payment is not there')
    const told = timelineOf(timelineFacts(detail, Temporal.Now.instant()))
    return [listed.map((one) => paymentState(one, Temporal.Now.instant())), told.headline]
  }
  expect(await shown(returned)).toEqual([['refunded'], 'given_back'])
  expect(await shown(held)).toEqual([['set_aside'], 'set_aside'])
})

test('a second sum for a payment that is booked is with a person just so', async () => {
  const { loan, asked } = await paidLoan(lender)
  expect(await besideOf(loan, null)).toBeUndefined()
  await tell(intentNews('succeeded', { ...asked, intent: 'pi_second' }))
  expect(await besideOf(loan, null)).toMatchObject({ kind: 'set_aside' })
})

test('borrower and helper are each told once that it is here, and of the sum that came', async () => {
  const { loan, link, came } = await setAside()
  await transaction(async (tx) => {
    await keepPayersEmail(tx, came.paymentId, 'friend@mail.example')
    await tellHelper(tx, came.paymentId)
    await tellHelper(tx, came.paymentId)
  })
  const told = await database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', 'in', [came.paymentId, intentOf(came)])
    .orderBy('kind')
    .execute()
  expect(told.map(({ kind }) => kind)).toEqual(['money_set_aside', 'money_set_aside_helper'])
  const [own, helpers] = await Promise.all(told.map((one) => composeNotice(database(), one)))
  expect(own?.text).toContain('18,449.99')
  expect(own?.text).toContain(`/payments/${came.paymentId}`)
  expect(helpers?.text).toContain('18,449.99')
  expect(helpers?.text).toContain(`/p/${link.code}/payments/${came.paymentId}\n`)
  expect(helpers?.text).not.toMatch(/loan|overdue/)
  expect(loan.loanId).not.toBe('')
})
