import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { noteReturn } from '#lib/payments/follow-payment.ts'
import { paymentsOf } from '#lib/payments/queries.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenLink } from './given-link.ts'
import { cancel, capture, open, twoLate } from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()

async function attempt(by: 'borrower' | 'link') {
  const loan = await givenLoan(lender, twoLate())
  const payLinkId = by === 'link' ? (await givenLink(loan)).id : null
  return { loan, asked: await open(loan, { payLinkId }) }
}

async function listed({ borrowerId }: GivenLoan): Promise<string[]> {
  return (await paymentsOf(database(), borrowerId)).map(({ state }) => state)
}

test('what somebody began with the link and did not pay is not among the borrower’s payments', async () => {
  const link = await attempt('link')
  expect(await listed(link.loan)).toEqual([])
  await cancel(link.asked.paymentId)
  expect(await listed(link.loan)).toEqual([])
  const own = await attempt('borrower')
  expect(await listed(own.loan)).toHaveLength(1)
  await cancel(own.asked.paymentId)
  expect(await listed(own.loan)).toEqual(['cancelled'])
})

test('what came by the link is, as soon as money may have come', async () => {
  const { loan, asked } = await attempt('link')
  await transaction((tx) => noteReturn(tx, asked.paymentId, Temporal.Now.instant()))
  expect(await listed(loan)).toHaveLength(1)
  await capture(asked)
  expect(await listed(loan)).toEqual(['paid'])
})
