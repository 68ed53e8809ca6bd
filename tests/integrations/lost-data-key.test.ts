import { randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { hold } from '#tests/holds/given-hold.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { mdmSecret } from '#tests/support/mdm.ts'
import { runCommand } from '#tests/support/run-command.ts'
import {
  givenEndpoint,
  isSignedBy,
  startReceiver,
} from '#tests/support/servers/webhook-receiver.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, newestUnlock, startWorld, untilUnlock } from '#tests/support/world.ts'

// What docs/operations.md says to do when a DATA_KEY is lost: what it encrypted is made anew, and says so until then.

await freshDatabase()
const world = await startWorld()
const receiver = await startReceiver()
/** What was encrypted with a key that nobody has any more. */
const encryptedWithALostKey = randomBytes(70)

beforeEach(async () => {
  await loseTheQueue()
  receiver.told.length = 0
})

function commandsOf({ slug }: { slug: string }, command: string) {
  return (...args: string[]) =>
    runCommand(`lib/integrations/${command}-command.ts`, ['--lender', slug, ...args])
}

test('a webhook whose secret was lost waits and says so, and a new secret alone signs', async () => {
  const lender = await givenLender()
  const { endpointId } = await givenEndpoint(lender.id, receiver.url)
  const other = await givenEndpoint(lender.id, `${receiver.url}&other`)
  const command = commandsOf(lender, 'webhooks')
  expect((await command('--list')).said).not.toContain('was lost')
  await database()
    .updateTable('webhookEndpoints')
    .set({ secretEncrypted: encryptedWithALostKey })
    .where('id', '=', endpointId)
    .execute()
  const told = async () => {
    receiver.told.length = 0
    await hold(await givenLoan(lender, twoLate(), { provider: 'manual' }))
    await drain()
    return receiver.told
  }
  const [onlyTheOther, ...more] = await told()
  expect([onlyTheOther && isSignedBy(other.secret, onlyTheOther), more]).toEqual([true, []])
  const listed = (await command('--list')).said.split('\n')
  expect(listed.filter((line) => line.includes('was lost'))).toEqual([
    expect.stringContaining(endpointId),
  ])
  expect(listed.join()).toContain('1 attempt  waits: no secret signs it')
  const changed = await command('--new-secret', endpointId)
  expect(changed).toMatchObject({ code: 0, complained: '' })
  expect(changed.said).toContain('It alone signs')
  const [newSecret = ''] = changed.said.split('\n')
  const signedByIt = (await told()).filter((message) => isSignedBy(newSecret, message))
  expect(signedByIt.map(({ path }) => path)).toEqual([
    `${new URL(receiver.url).pathname}?of=keyturn`,
  ])
  expect((await command('--list')).said).not.toMatch('was lost|two secrets')
}, 120_000)

test('a lock service whose secret was lost is told of at the desk, and opens again', async () => {
  const lender = await givenLender()
  await world.connect(lender)
  const { baseUrl } = world.mdm.connection(lender.id, lender.slug)
  const loan = await world.givenPhone(lender, twoLate())
  const command = commandsOf(lender, 'lock-service')
  expect((await command('--list')).said).not.toContain('was lost')
  await database()
    .updateTable('mdmConnections')
    .set({ secretEncrypted: encryptedWithALostKey })
    .where('lenderId', '=', lender.id)
    .where('provider', '=', 'http')
    .execute()
  await tell(intentNews('succeeded', await open(loan)))
  await drain()
  expect((await newestUnlock(loan)).state).toBe('retry_wait')
  const cases = database()
    .selectFrom('cases')
    .select('kind')
    .where('lenderId', '=', lender.id)
    .where('kind', '=', 'mdm_configuration')
  expect(await cases.execute()).toHaveLength(1)
  expect((await command('--list')).said).toContain('its secret was lost')
  const again = await runCommand(
    'lib/integrations/lock-service-command.ts',
    ['--lender', lender.slug, '--provider', 'http', '--url', baseUrl ?? '', '--secret-from-input'],
    { input: mdmSecret(lender.slug) },
  )
  expect(again).toMatchObject({ code: 0, complained: '' })
  expect((await command('--list')).said).not.toMatch('was lost|two secrets')
  const next = await world.givenPhone(lender, twoLate())
  await tell(intentNews('succeeded', await open(next)))
  await drain()
  await untilUnlock(next, 'confirmed')
}, 120_000)
