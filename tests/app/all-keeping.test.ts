import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { allKeeping } from '#app/desk/all-keeping.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()

const reasons = async (loanId: string) =>
  (await allKeeping(loanId, Temporal.Now.instant())).map(({ reason }) => reason)

test('of arrangements beside each other the one that lasts longest comes first', async () => {
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  expect(await reasons(loan.loanId)).toEqual([])
  const planId = randomUUID()
  await hold(loan, { reason: 'plan_pending', causeId: planId, until: inDays(3) })
  await hold(loan, { reason: 'promise', until: inDays(9) })
  await hold(other, { reason: 'return', until: inDays(20) })
  expect(await reasons(loan.loanId)).toEqual(['promise', 'plan_pending'])
  const keeping = await allKeeping(loan.loanId, Temporal.Now.instant())
  expect(keeping[1]).toMatchObject({ causeId: planId })
})

test('the books lead where they forbid a lock for longer than any hold', async () => {
  const loan = await givenLoan(lender, [[dayFromNow(40), 922_500n]])
  await hold(loan, { reason: 'promise', until: inDays(3) })
  expect(await reasons(loan.loanId)).toEqual(['books', 'promise'])
})
