import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { casesOf, loanRow } from '#tests/payments/given-payment.ts'
import { drain, newestUnlock, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenDeliveries, paid } from './given-delivery.ts'

const { mdm, aPhone } = await givenDeliveries()

test('an unlock that is taken and then refused is put before a person, and the money stays', async () => {
  await mdm.sandbox.turn('mdm.api', 'refusing_later')
  const loan = await aPhone()
  await paid(loan)
  await drain()
  await untilUnlock(loan, 'rejected')
  const unlock = await newestUnlock(loan)
  expect(unlock).toMatchObject({
    errorClass: 'device_state_terminal',
    errorDetail: expect.stringContaining('over the air'),
  })
  expect(await casesOf(loan)).toEqual(['unlock_refused'])
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  const lines = await database()
    .selectFrom('auditLog')
    .select(['actor', 'detail'])
    .where('subjectId', '=', unlock.id)
    .where('action', '=', 'unlock.rejected')
    .execute()
  expect(lines).toEqual([
    {
      actor: 'mdm:http',
      detail: { reason: unlock.errorDetail, refusedAt: expect.stringMatching(/Z$/) },
    },
  ])
})

test('the same refusal told twice is one case; a phone that opens all the same closes it', async () => {
  await mdm.sandbox.turn('mdm.api', 'refusing_later')
  await mdm.sandbox.turn('mdm.callbacks', 'doubled')
  const loan = await aPhone()
  await paid(loan)
  await drain()
  await untilUnlock(loan, 'rejected')
  await passTime()
  expect(await casesOf(loan)).toEqual(['unlock_refused'])
  await mdm.sandbox.turn('mdm.api', 'normal')
  await mdm.sandbox.hands.openByHand(loan.phone(), false)
  await untilUnlock(loan, 'confirmed')
  const open = await database()
    .selectFrom('cases')
    .select('kind')
    .where('loanId', '=', loan.loanId)
    .where('closedAt', 'is', null)
    .execute()
  expect(open).toEqual([])
})
