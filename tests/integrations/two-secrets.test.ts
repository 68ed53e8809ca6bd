import { beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { hold } from '#tests/holds/given-hold.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { mdmSecret } from '#tests/support/mdm.ts'
import { runCommand } from '#tests/support/run-command.ts'
import {
  givenEndpoint,
  isSignedBy,
  startReceiver,
} from '#tests/support/servers/webhook-receiver.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, newestUnlock, startWorld, untilUnlock } from '#tests/support/world.ts'

await freshDatabase()
/** What the lock service signs with and verifies by. */
let itsSecret: string | undefined
const world = await startWorld({ secretOf: (slug) => itsSecret ?? mdmSecret(slug) })
const receiver = await startReceiver()

beforeEach(async () => {
  await loseTheQueue()
  itsSecret = undefined
  receiver.told.length = 0
})

async function opens(loan: GivenLoan): Promise<string> {
  const asked = await open(loan)
  await tell(intentNews('succeeded', asked))
  await drain()
  const { state } = await newestUnlock(loan)
  if (state === 'accepted' || state === 'confirmed') await untilUnlock(loan, 'confirmed')
  return (await newestUnlock(loan)).state
}

test('a lock service’s secret is changed without a moment in which nothing opens', async () => {
  const lender = await givenLender()
  await world.connect(lender)
  const phone = () => world.givenPhone(lender, twoLate())
  const command = (...args: string[]) =>
    runCommand('lib/integrations/lock-service-command.ts', [
      ...['--lender', lender.slug, '--provider', 'http'],
      ...args,
    ])
  const { baseUrl } = world.mdm.connection(lender.id, lender.slug)
  const changed = await command('--url', baseUrl ?? '', '--new-secret')
  expect(changed).toMatchObject({ code: 0, complained: '' })
  const newSecret = /^\S{43}$/m.exec(changed.said)?.[0] ?? ''
  expect(newSecret).not.toBe('')
  expect((await command('--url', baseUrl ?? '', '--new-secret')).complained).toContain(
    'Two secrets are valid already',
  )
  // Requests and callbacks are taken while the service still has the old one, and once it has the new one.
  expect(await opens(await phone())).toBe('confirmed')
  itsSecret = newSecret
  expect(await opens(await phone())).toBe('confirmed')
  expect(await command('--end-former-secret')).toMatchObject({ code: 0, complained: '' })
  expect(await command('--end-former-secret')).toMatchObject({ code: 1 })
  expect(await opens(await phone())).toBe('confirmed')
  itsSecret = undefined
  expect(await opens(await phone())).toBe('retry_wait')
}, 120_000)

test('a webhook’s secret is changed without a message that cannot be verified', async () => {
  const lender = await givenLender()
  const { endpointId, secret } = await givenEndpoint(lender.id, receiver.url)
  const command = (...args: string[]) =>
    runCommand('lib/integrations/webhooks-command.ts', ['--lender', lender.slug, ...args])
  const changed = await command('--new-secret', endpointId)
  expect(changed).toMatchObject({ code: 0, complained: '' })
  const newSecret = changed.said.split('\n')[0] ?? ''
  expect((await command('--list')).said).toContain('two secrets since')
  expect((await command('--new-secret', endpointId)).code).toBe(1)
  const signsNext = async () => {
    receiver.told.length = 0
    await hold(await givenLoan(lender, twoLate(), { provider: 'manual' }))
    await drain()
    const [message = { headers: {}, rawBody: '' }] = receiver.told
    return [secret, newSecret].map((one) => isSignedBy(one, message))
  }
  expect(await signsNext()).toEqual([true, true])
  expect(await command('--end-former-secret', endpointId)).toMatchObject({ code: 0 })
  expect(await signsNext()).toEqual([false, true])
  const lines = await database()
    .selectFrom('auditLog')
    .select('action')
    .where('subjectId', '=', endpointId)
    .orderBy('id')
    .execute()
  expect(lines.map(({ action }) => action)).toEqual([
    'webhook_endpoint.added',
    'webhook_endpoint.secret_changed',
    'webhook_endpoint.secret_ended',
  ])
}, 120_000)

test('another lender’s address gets no new secret', async () => {
  const lender = await givenLender()
  const other = await givenLender()
  const { endpointId } = await givenEndpoint(lender.id, receiver.url)
  const command = (slug: string) =>
    runCommand('lib/integrations/webhooks-command.ts', [
      '--lender',
      slug,
      '--new-secret',
      endpointId,
    ])
  expect(await command(other.slug)).toMatchObject({ code: 1, said: '' })
  expect(await command(lender.slug)).toMatchObject({ code: 0 })
})
