import { expect, test } from 'vitest'
import { reconcile } from '#lib/worker/reconcile.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { agree, holdsOf as holdsOfPlan, noticesAbout, planRow } from '#tests/plans/given-plan.ts'
import { promised, promiseRow } from '#tests/promises/given-promise.ts'
import { givenReturn, holdsOf, returnPolicy } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender({ policy: returnPolicy('settlement') })

test('who hands the phone back is not held to a plan any more, nor warned about it', async () => {
  const loan = await givenLoan(lender, twoLate())
  const planId = await agree(loan)
  await givenReturn(loan, 'received')
  expect(await planRow(planId)).toMatchObject({ state: 'withdrawn', nextCheckAt: null })
  await reconcile(Temporal.Now.instant().add({ hours: 24 * 60 }))
  expect((await noticesAbout(planId)).filter((line) => line.startsWith('plan_missed'))).toEqual([])
  expect((await holdsOfPlan(planId)).filter((line) => line.endsWith('stands'))).toEqual([])
})

test('an open promise ends when the phone is handed back, and is never called broken', async () => {
  const loan = await givenLoan(lender, twoLate())
  const { promiseId } = await promised(loan)
  await givenReturn(loan, 'received')
  expect(await promiseRow(promiseId)).toMatchObject({ state: 'withdrawn' })
  const inForce = (await holdsOf(loan)).filter(({ endedAt }) => endedAt === null)
  expect(inForce.map(({ reason }) => reason)).toEqual(['return'])
})
