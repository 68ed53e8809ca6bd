import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { promiseKeptWith } from '#lib/promises/kept-with.ts'
import { paid, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()

const payPart = (loan: GivenLoan) => paid(loan, { choice: 'other', amountMinor: 922_500n })

async function keptWith(loan: GivenLoan, paymentId: string) {
  const { bookedAt } = await paymentRow(paymentId)
  if (!bookedAt) throw new Error('not booked')
  return promiseKeptWith(database(), { loanId: loan.loanId, bookedAt })
}

test('a payment says which promise it kept, and one before or after it, or of another loan, does not', async () => {
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  const before = await payPart(other)
  await promised(loan, { amountMinor: 922_500n })
  await promised(other)
  const keeps = await payPart(loan)
  const after = await payPart(loan)
  expect(await keptWith(loan, keeps.paymentId)).toMatchObject({
    amountMinor: 922_500n,
    currency: 'LKR',
  })
  expect(await keptWith(loan, after.paymentId)).toBeUndefined()
  expect(await keptWith(other, before.paymentId)).toBeUndefined()
})
