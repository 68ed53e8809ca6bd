import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { openBreakersBySystem, openBreakersOf } from '#lib/gateways/open-breakers.ts'
import { removeEndpoint } from '#lib/integrations/endpoints.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { givenEndpoint } from '#tests/support/servers/webhook-receiver.ts'

await freshDatabase()
const now = Temporal.Now.instant()

test('an address that was removed is not reported as silent any more, another one is', async () => {
  const lender = await givenLender({ alone: true })
  const removed = await silent(lender.id, 'https://removed.example/told')
  const kept = await silent(lender.id, 'https://kept.example/told')
  const names = async () =>
    (await openBreakersOf(database(), lender.id)).map(({ name }) => name).sort()
  expect(await names()).toEqual(['kept.example', 'removed.example'])
  await transaction((tx) =>
    removeEndpoint(tx, { lenderId: lender.id, endpointId: removed, by: 'operator', now }),
  )
  expect(kept).not.toBe(removed)
  expect(await names()).toEqual(['kept.example'])
  expect(await openBreakersBySystem(database())).toEqual([{ system: 'webhook', count: 1n }])
})

async function silent(lenderId: string, url: string): Promise<string> {
  const { endpointId } = await givenEndpoint(lenderId, url)
  await database()
    .insertInto('breakers')
    .values({
      lane: `webhook:${endpointId}`,
      lenderId,
      failures: 5,
      failedAt: now,
      reason: 'no_answer',
      openedAt: now,
      tryAt: now,
    })
    .execute()
  return endpointId
}
