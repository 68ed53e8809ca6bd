import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { paidLoan } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()

test.each([
  ['en', '21 November 2026 at 00:27'],
  ['es', '21 de noviembre de 2026 a las 00:27'],
  ['ar', '00:27'],
] as const)('a receipt in %s says when it was paid as the pages do', async (locale, said) => {
  const { asked } = await paidLoan(lender)
  const paidAt = Temporal.Instant.from('2026-11-21T00:27:00+05:30')
  const { paymentId } = asked
  await database().updateTable('payments').set({ paidAt }).where('id', '=', paymentId).execute()
  const notice = await database()
    .insertInto('notices')
    .values({
      lenderId: lender.id,
      kind: 'receipt',
      causeId: randomUUID(),
      channel: 'email',
      recipient: 'n@mail.example',
      locale,
      detail: JSON.stringify({ paymentId }),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  expect((await composeNotice(database(), notice)).text).toContain(said)
})
