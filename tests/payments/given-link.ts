import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makePayLink } from '#lib/payments/links/pay-link.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

/** The pay link of a loan's phone, as its holder has it. */
export async function givenLink({ lenderId, deviceId }: GivenLoan) {
  const code = await transaction((tx) => makePayLink(tx, { lenderId, deviceId, actor: 'test' }))
  return database()
    .selectFrom('payLinks')
    .select(['id', 'code'])
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
}
