import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { apiKeysOf, makeApiKey, revokeApiKey } from './api-keys.ts'
import { fail, runForLender } from './lender-command.ts'

const usage = `Usage: npm run api-key -- --lender SLUG --name "What it is for"
       npm run api-key -- --lender SLUG --list
       npm run api-key -- --lender SLUG --revoke ID

Makes a key for the lender's own systems (docs/lock-side.md) and prints it once; lists the keys; revokes one.`

const options = {
  name: { type: 'string' },
  list: { type: 'boolean' },
  revoke: { type: 'string' },
} as const

const uses = ['DATA_KEY'] as const

const ways = [['name'], ['list'], ['revoke']] as const

await runForLender({ usage, options, ways, uses }, (lenderId, asked) => {
  if (asked.list) return list(lenderId)
  if (asked.revoke) return revoke(lenderId, asked.revoke)
  const name = asked.name?.trim()
  return name ? make(lenderId, name) : fail(usage, 2)
})

async function make(lenderId: string, name: string): Promise<number> {
  const { keyId, key } = await transaction((tx) =>
    makeApiKey(tx, { lenderId, name, by: 'operator' }),
  )
  console.log(`${key}\n\nId ${keyId}. Keep the key now: it is not shown again.`)
  return 0
}

async function list(lenderId: string): Promise<number> {
  const keys = await apiKeysOf(database(), lenderId)
  if (keys.length === 0) console.log('There is no key.')
  for (const { keyId, name, createdAt, ...key } of keys)
    console.log(`${keyId}  ${name}  made ${createdAt}  ${stateOf(key)}`)
  return 0
}

type Key = Pick<
  Awaited<ReturnType<typeof apiKeysOf>>[number],
  'lastUsedAt' | 'revokedAt' | 'isLost'
>

function stateOf({ lastUsedAt, revokedAt, isLost }: Key): string {
  if (revokedAt) return `revoked ${revokedAt}`
  return isLost ? 'opens nothing: lost with its DATA_KEY' : `last used ${lastUsedAt ?? 'never'}`
}

async function revoke(lenderId: string, keyId: string): Promise<number> {
  const now = Temporal.Now.instant()
  const isDone =
    isUuid(keyId) &&
    (await transaction((tx) => revokeApiKey(tx, { lenderId, keyId, by: 'operator', now })))
  if (!isDone) return fail('This lender has no such key that works.', 1)
  console.log('Revoked: the key opens nothing from now on.')
  return 0
}
