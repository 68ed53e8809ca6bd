import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { quoteInForce } from '#lib/returns/quotes.ts'
import { loanRow, twoLate } from '#tests/payments/given-payment.ts'
import { agree as agreePlan, planRow } from '#tests/plans/given-plan.ts'
import { costly } from '#tests/plans/given-running-plan.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  agree,
  arrange,
  done,
  inspect,
  now,
  offer,
  receive,
  returnPolicy,
  returnRow,
  settle,
} from './given-return.ts'

await freshDatabase()
const lender = await givenLender({ policy: { ...costly, ...returnPolicy('settlement') } })

test('a quote counts without what the plan has not earned, and the plan ends by the day of the quote', async () => {
  const loan = await givenLoan(lender, twoLate())
  const bystander = await givenLoan(lender, twoLate())
  const planId = await agreePlan(loan)
  const theirs = await agreePlan(bystander)
  const before = await loanRow(bystander)
  const acting = { loan, returnId: await offer(loan) }
  const quote = await quoteInForce(database(), acting.returnId)
  const { outstandingMinor } = await loanRow(loan)
  expect(quote.costReturnedMinor).toBeGreaterThan(0n)
  expect(quote.owedAfter.not_working).toBe(outstandingMinor - quote.costReturnedMinor)
  done(await arrange(acting))
  // The plan would have earned two months by now.
  const later = now().add({ hours: 24 * 70 })
  done(await receive({ ...acting, now: later }))
  expect(await planRow(planId)).toMatchObject({ state: 'withdrawn' })
  expect((await loanRow(loan)).outstandingMinor).toBe(outstandingMinor - quote.costReturnedMinor)
  done(await inspect({ ...acting, now: later }, 'worn'))
  expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: quote.owedAfter.worn })
  done(await agree({ ...acting, now: later }))
  done(await settle({ ...acting, now: later }))
  expect((await loanRow(loan)).outstandingMinor).toBe(quote.owedAfter.worn)
  expect(await planRow(theirs)).toMatchObject({ state: 'active' })
  expect(await loanRow(bystander)).toEqual(before)
})
