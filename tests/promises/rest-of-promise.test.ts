import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { missingOfPromise, promiseOf, restOfPromise } from '#lib/promises/queries.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { endDay, pay, payLater, promised } from './given-promise.ts'

await freshDatabase()
const lender = await givenLender()

async function restOf(loan: GivenLoan, promiseId: string): Promise<bigint | undefined> {
  const promise = await promiseOf(database(), loan.borrowerId, promiseId)
  if (!promise) throw new Error('the promise is not there')
  return restOfPromise(database(), promise, Temporal.Now.instant())
}

test('what keeps a promise is what of it has not been paid', async () => {
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  const { promiseId } = await promised(loan, { amountMinor: 500_000n })
  const beside = await promised(other, { amountMinor: 500_000n })
  expect(await restOf(loan, promiseId)).toBe(500_000n)
  await pay(loan, 200_000n)
  expect(await restOf(loan, promiseId)).toBe(300_000n)
  expect(await restOf(other, beside.promiseId)).toBe(500_000n)
  await pay(loan, 300_000n)
  expect(await restOf(loan, promiseId)).toBeUndefined()
})

test('nothing keeps a promise whose day is over', async () => {
  const loan = await givenLoan(lender, twoLate())
  const { promiseId } = await promised(loan, { amountMinor: 500_000n })
  await endDay(promiseId)
  expect(await restOf(loan, promiseId)).toBeUndefined()
})

test('money on its way is named beside what is missing, and counts for nothing until it is here', async () => {
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  const { promiseId } = await promised(loan, { amountMinor: 500_000n })
  const beside = await promised(other, { amountMinor: 500_000n })
  await payLater(loan, 200_000n)
  const missing = async ({ borrowerId }: GivenLoan, id: string) => {
    const promise = await promiseOf(database(), borrowerId, id)
    return promise && missingOfPromise(database(), promise, Temporal.Now.instant())
  }
  expect(await missing(loan, promiseId)).toEqual({ restMinor: 500_000n, onItsWayMinor: 200_000n })
  expect(await missing(other, beside.promiseId)).toEqual({
    restMinor: 500_000n,
    onItsWayMinor: 0n,
  })
  await endDay(promiseId)
  expect(await missing(loan, promiseId)).toBeUndefined()
})
