import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { holderOfKey } from '#lib/integrations/api-keys.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { runCommand } from '#tests/support/run-command.ts'

await freshDatabase()
const lender = await givenLender()

const command = (...args: string[]) => runCommand('lib/integrations/api-key-command.ts', args)

test('a key is made, listed and revoked', async () => {
  const made = await command('--lender', lender.slug, '--name', 'Lock side')
  expect(made.code).toBe(0)
  const key = made.said.split('\n')[0] ?? ''
  const holder = await holderOfKey(database(), key)
  expect(holder).toMatchObject({ revokedAt: null, lender: { id: lender.id } })
  const keyId = holder?.keyId ?? ''
  const listed = await command('--lender', lender.slug, '--list')
  expect(listed.said).toContain(`${keyId}  Lock side`)
  expect(listed.said).not.toContain(key)
  expect((await command('--lender', lender.slug, '--revoke', keyId)).code).toBe(0)
  expect((await holderOfKey(database(), key))?.revokedAt).not.toBeNull()
  expect((await command('--lender', lender.slug, '--revoke', keyId)).code).toBe(1)
})

test.for([
  [[], 2],
  [['--lender', lender.slug], 2],
  [['--nonsense'], 2],
  [['--lender', 'nobody', '--list'], 1],
  [['--lender', lender.slug, '--revoke', 'nonsense'], 1],
] as const)('%o ends with %i and says why', async ([args, code]) => {
  const ended = await command(...args)
  expect(ended.code).toBe(code)
  expect(ended.complained).toMatch(/Usage|There is no lender|no such key/)
})
