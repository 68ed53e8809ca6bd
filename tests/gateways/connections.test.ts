import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { encrypt } from '#lib/encrypt.ts'
import { connectionOf, connectionOfLender } from '#lib/gateways/mdm/connections.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase()

test('a connection is found for its own lender only, its secret opened', async () => {
  const lender = await givenLender()
  const other = await givenLender()
  const baseUrl = 'https://mdm.example'
  await database()
    .insertInto('mdmConnections')
    .values({
      lenderId: lender.id,
      provider: 'http',
      baseUrl,
      secretEncrypted: encrypt('s3cret', 'mdm-secret'),
    })
    .execute()
  const connection = {
    lenderId: lender.id,
    provider: 'http',
    baseUrl,
    secret: 's3cret',
    formerSecret: null,
    settings: {},
  }
  expect(await connectionOf(database(), lender.id, 'http')).toEqual(connection)
  expect(await connectionOfLender(database(), lender.slug, 'http')).toEqual(connection)
  const empty = { lenderId: other.id, provider: 'http', baseUrl: null, secret: null, settings: {} }
  expect(await connectionOf(database(), other.id, 'http')).toEqual(empty)
  expect(await connectionOfLender(database(), other.slug, 'http')).toBeUndefined()
})
