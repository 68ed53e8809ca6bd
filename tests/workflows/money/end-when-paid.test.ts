import { expect, test } from 'vitest'
import type { PaymentWish } from '#lib/payments/open-payment.ts'
import { capture, open, twoLate } from '#tests/payments/given-payment.ts'
import { ask, forAPerson, holdsOf as holdsOfPlan, planRow } from '#tests/plans/given-plan.ts'
import {
  givenReturn,
  holdsOf,
  receive,
  returnPolicy,
  returnRow,
} from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender({ policy: returnPolicy('settlement') })

async function pay(loan: GivenLoan, choice: PaymentWish['choice']): Promise<void> {
  await capture(await open(loan, { choice }))
}

test('a phone that is paid for is not fetched any more', async () => {
  const acting = await givenReturn(await givenLoan(lender, twoLate()), 'arranged')
  await pay(acting.loan, 'arrears')
  expect(await returnRow(acting.returnId)).toMatchObject({ state: 'arranged' })
  await pay(acting.loan, 'settle')
  expect(await returnRow(acting.returnId)).toMatchObject({ state: 'expired', nextActionAt: null })
  const inForce = (await holdsOf(acting.loan)).filter(({ endedAt }) => endedAt === null)
  expect(inForce).toEqual([])
})

test('a phone that was sent already is taken in all the same', async () => {
  const acting = await givenReturn(await givenLoan(lender, twoLate()), 'arranged')
  await pay(acting.loan, 'settle')
  expect(await receive(acting)).not.toHaveProperty('refusal')
})

test('nobody decides about a plan for what is paid', async () => {
  const loan = await givenLoan(lender, twoLate())
  const { planId } = await ask(loan, forAPerson)
  await pay(loan, 'arrears')
  expect(await planRow(planId)).toMatchObject({ state: 'asked' })
  await pay(loan, 'settle')
  expect(await planRow(planId)).toMatchObject({ state: 'withdrawn', nextCheckAt: null })
  expect((await holdsOfPlan(planId)).filter((line) => line.endsWith('stands'))).toEqual([])
})
