import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { noteAnswer, noteSilence } from '#lib/gateways/breakers.ts'
import { openBreakersOf } from '#lib/gateways/open-breakers.ts'
import { openingOfLoan } from '#lib/loans/opening-of-loan.ts'
import { servicesOut } from '#lib/workflows/outages/services-out.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

test('the desk and the borrower know alike whether a service answers, and since when it does not', async () => {
  const lender = await givenLender()
  const other = await givenLender()
  const loan = await givenLoan(lender, twoLate(), { provider: 'http' })
  const system = { lane: `lock:${lender.id}:http`, lenderId: lender.id }
  const said = async () => ({
    desk: (await servicesOut(database(), lender.id)).has('http'),
    borrower:
      (await openingOfLoan(database(), loan.loanId, Temporal.Now.instant())) === 'service_down',
  })
  const since = async () => (await openBreakersOf(database(), lender.id))[0]?.silentAt
  expect(await said()).toEqual({ desk: false, borrower: false })
  await noteSilence(system, 'provider_down')
  expect(await said()).toEqual({ desk: false, borrower: false })
  const { silentAt: first } = await database()
    .selectFrom('breakers')
    .select('silentAt')
    .where('lane', '=', system.lane)
    .executeTakeFirstOrThrow()
  await noteSilence(system, 'provider_down')
  expect(await said()).toEqual({ desk: true, borrower: true })
  expect(await since()).toEqual(first)
  for (let time = 0; time < 3; time += 1) await noteSilence(system, 'provider_down')
  expect(await said()).toEqual({ desk: true, borrower: true })
  expect(await since()).toEqual(first)
  expect(await openBreakersOf(database(), other.id)).toEqual([])
  await noteAnswer(system)
  expect(await said()).toEqual({ desk: false, borrower: false })
})
