import { expect, test } from 'vitest'
import { progressOf } from '#app/payment-facts.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { noteDecline, noteMethod } from '#lib/payments/follow-payment.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const loan = await givenLoan(await givenLender(), twoLate())
const { paymentId } = await open(loan)

async function progress() {
  const payment = await paymentOf(database(), loan.borrowerId, paymentId)
  if (!payment) throw new Error('the payment is not there')
  return progressOf(payment, Temporal.Now.instant())
}

test('a page that is being watched hears of a card that was declined, and of how it is paid', async () => {
  const before = await progress()
  expect(await progress()).toEqual(before)
  await transaction((tx) => noteDecline(tx, paymentId, 'insufficient_funds'))
  const declined = await progress()
  expect(declined.version).not.toBe(before.version)
  expect(declined.final).toBe(false)
  await transaction((tx) => noteMethod(tx, paymentId, 'oxxo'))
  expect((await progress()).version).not.toBe(declined.version)
})
