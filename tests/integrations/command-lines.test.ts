import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { apiKeysOf } from '#lib/integrations/api-keys.ts'
import { lockServicesOf } from '#lib/integrations/connect-lock-service.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { runCommand } from '#tests/support/run-command.ts'

await freshDatabase({ bystanders: false })

const commandOf =
  (name: string) =>
  (slug: string, ...args: string[]) =>
    runCommand(`lib/integrations/${name}-command.ts`, ['--lender', slug, ...args])
const apiKey = commandOf('api-key')
const lockService = commandOf('lock-service')
const url = 'https://mdm.example/keyturn'

test('a lender without a key is told so', async () => {
  const { slug } = await givenLender()
  expect(await apiKey(slug, '--list')).toMatchObject({
    code: 0,
    said: 'There is no key.\n',
  })
})

test('what does not go together is not done', async () => {
  const { slug, id } = await givenLender()
  for (const also of [['--list'], ['--revoke', randomUUID()]]) {
    const ended = await apiKey(slug, '--name', 'Made by mistake', ...also)
    expect(ended).toMatchObject({ code: 2, said: '' })
    expect(ended.complained).toMatch(/^These do not go together, .*--name.*\.\nUsage: /)
  }
  expect(await apiKeysOf(database(), id)).toEqual([])
})

test('after a lost DATA_KEY the keys that it made are listed as lost, newer ones as they are', async () => {
  const { slug } = await givenLender()
  const make = (name: string) => apiKey(slug, '--name', name)
  const list = async () => (await apiKey(slug, '--list')).said
  await make('Older')
  expect(await list()).toMatch(/ Older .* last used never\n$/)
  await database()
    .updateTable('dataKeys')
    .set({ replacedAt: sql`now()` })
    .where('replacedAt', 'is', null)
    .execute()
  await make('Newer')
  expect(await list()).toMatch(
    / Newer .* last used never\n.* Older .* opens nothing: lost with its DATA_KEY\n$/,
  )
})

test('a lender without a lock service is told so, and what does not go together is not done', async () => {
  const { slug, id } = await givenLender()
  for (const args of [
    ['--list', '--provider', 'manual'],
    ['--provider', 'http', '--url', url, '--end-former-secret'],
    ['--provider', 'http', '--url', url, '--new-secret', '--secret-from-input'],
  ])
    expect(await lockService(slug, ...args)).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringMatching(/^These do not go together, .*\nUsage: /),
    })
  expect(await lockServicesOf(database(), id)).toEqual([])
  expect(await lockService(slug, '--list')).toMatchObject({
    code: 0,
    said: 'No lock service is connected.\n',
  })
})
