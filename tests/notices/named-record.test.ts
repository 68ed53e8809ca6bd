import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { parseReference } from '#lib/domain/identity/reference.ts'
import { pathOfReference } from '#lib/notices/named-record.ts'
import { say } from '#tests/cases/given-dispute.ts'
import { open, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { ask } from '#tests/plans/given-plan.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { givenReturn } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { request } from '#tests/unlocks/given-unlock.ts'

await freshDatabase()
const lender = await givenLender()
const aLoan = () => givenLoan(lender, twoLate())

type Named = 'payments' | 'unlocks' | 'promises' | 'plans' | 'returns' | 'cases'

async function pathsOf(loan: GivenLoan, table: Named, id: string) {
  const { reference } = await database()
    .selectFrom(table)
    .select('reference')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const stranger = await aLoan()
  const pathFor = ({ borrowerId }: GivenLoan) =>
    pathOfReference(database(), borrowerId, reference ?? '')
  return Promise.all([pathFor(loan), pathFor(stranger)])
}

test('a payment and the unlock that it bought lead to the payment, for its borrower alone', async () => {
  const loan = await aLoan()
  const asked = await open(loan)
  await tell(intentNews('succeeded', asked))
  const { unlockId } = await paymentRow(asked.paymentId)
  const path = `/payments/${asked.paymentId}`
  expect(await pathsOf(loan, 'payments', asked.paymentId)).toEqual([path, undefined])
  expect(await pathsOf(loan, 'unlocks', unlockId ?? '')).toEqual([path, undefined])
})

test('another unlock leads to its phone', async () => {
  const loan = await aLoan()
  const { unlockId } = await request(loan)
  expect(await pathsOf(loan, 'unlocks', unlockId)).toEqual([`/phones/${loan.deviceId}`, undefined])
})

test('promises, plans, returns and messages lead to their pages', async () => {
  const promising = await aLoan()
  const { promiseId } = await promised(promising)
  const promise = [`/promises/${promiseId}`, undefined]
  expect(await pathsOf(promising, 'promises', promiseId)).toEqual(promise)
  const planning = await aLoan()
  const { planId } = await ask(planning)
  const plan = [`/plans/${planId}`, undefined]
  expect(await pathsOf(planning, 'plans', planId)).toEqual(plan)
  const returning = await aLoan()
  const { returnId } = await givenReturn(returning, 'settled', 'damaged')
  const back = [`/returns/${returnId}`, undefined]
  expect(await pathsOf(returning, 'returns', returnId)).toEqual(back)
  const writing = await aLoan()
  const { caseId } = await say(writing)
  const wrong = [`/phones/${writing.deviceId}/dispute`, undefined]
  expect(await pathsOf(writing, 'cases', caseId)).toEqual(wrong)
})

test.for([
  ['K7QF-3M2P', 'K7QF-3M2P'],
  ['k7qf3m2p', 'K7QF-3M2P'],
  ['K7QF-3M2', undefined],
  ['K7QF-3M2P-', 'K7QF-3M2P'],
  ['../admin', undefined],
  ['K7QF\x003M2P', undefined],
] as const)('“%s” is read as %s', ([typed, reference]) => {
  expect(parseReference(typed)).toBe(reference)
})
