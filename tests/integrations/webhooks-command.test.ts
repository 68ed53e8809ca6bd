import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { endpointsOf } from '#lib/integrations/endpoints.ts'
import { hold } from '#tests/holds/given-hold.ts'
import { givenLender } from '#tests/support/lender.ts'
import { runCommand } from '#tests/support/run-command.ts'
import { givenEndpoint } from '#tests/support/servers/webhook-receiver.ts'
import { drain } from '#tests/support/world.ts'
import { givenListeners } from './given-listener.ts'

const { url, answer, givenListener } = await givenListeners()
const lender = await givenLender()

const command = (...args: string[]) => runCommand('lib/integrations/webhooks-command.ts', args)

test('an address is added with a secret shown once, listed and removed', async () => {
  const address = 'https://lock.example/keyturn'
  const added = await command('--lender', lender.slug, '--add', address)
  expect(added).toMatchObject({ code: 0, complained: '' })
  const secret = added.said.split('\n')[0] ?? ''
  expect(secret).toMatch(/^whsec_\S{44}$/)
  const [endpoint] = await endpointsOf(database(), lender.id)
  expect(endpoint).toMatchObject({ url: address, createdBy: 'operator' })
  const listed = await command('--lender', lender.slug, '--list')
  expect(listed.said).toContain(`${endpoint?.endpointId}  ${address}`)
  expect(listed.said).toContain('told nothing so far')
  expect(listed.said).not.toContain(secret)
  const remove = () => command('--lender', lender.slug, '--remove', endpoint?.endpointId ?? '')
  expect(await remove()).toMatchObject({ code: 0 })
  expect(await remove()).toMatchObject({ code: 1, complained: expect.stringContaining('no such') })
  const nothing = await command('--lender', lender.slug, '--list')
  expect(nothing.said).toBe('No address is told of holds.\n')
})

test('the list says what each address was told, and what waits', async () => {
  const listening = await givenListener()
  const { slug } = listening.lender
  const list = async () => (await command('--lender', slug, '--list')).said
  await hold(listening.loan)
  expect(await list()).toMatch(
    /hold\.placed {2}\S+Z {2}0 attempts {2}on its way, next attempt \S+Z/,
  )
  answer.status = 503
  await drain()
  expect(await list()).toMatch(/1 attempt {2}waits: answered 503, next attempt \S+Z/)
  await database()
    .updateTable('webhookDeliveries')
    .set({ failedAt: Temporal.Now.instant(), attempts: 75 })
    .where('lenderId', '=', listening.lender.id)
    .execute()
  expect(await list()).toMatch(/75 attempts {2}given up \S+Z: answered 503/)
  answer.status = 200
  await hold(listening.loan)
  await drain()
  expect(await list()).toMatch(/delivered \S+Z/)
})

test.for([
  ['nonsense', /not an address to tell/],
  ['', /not an address to tell/],
  ['https://me:secret@lock.example/', /without a name, password/],
  ['http://lock.example/', /must begin with https/],
  ['https://10.0.0.1/', /private network/],
] as const)('“%s” is refused in a sentence', async ([address, words]) => {
  const refused = await command('--lender', lender.slug, '--add', address)
  expect(refused).toMatchObject({ code: 1, said: '', complained: expect.stringMatching(words) })
  expect(await endpointsOf(database(), lender.id)).toEqual([])
})

test('so is one that is there, and a sixth', async () => {
  const { id, slug } = await givenLender()
  for (let number = 1; number <= 4; number += 1) await givenEndpoint(id, `${url}&${number}`)
  const add = () => command('--lender', slug, '--add', 'https://lock.example/')
  expect(await add()).toMatchObject({ code: 0 })
  expect((await add()).complained).toContain('told already')
  const sixth = await command('--lender', slug, '--add', 'https://lock.example/6')
  expect(sixth).toMatchObject({ code: 1, complained: expect.stringContaining('5 addresses') })
})

test('another lender’s address is not there to be removed', async () => {
  const theirs = await givenListener()
  const tried = await command('--lender', lender.slug, '--remove', theirs.endpointId)
  expect(tried).toMatchObject({ code: 1, complained: expect.stringContaining('no such address') })
  expect(await endpointsOf(database(), theirs.lender.id)).toHaveLength(1)
})

test.for([
  [[], 2],
  [['--lender', lender.slug], 2],
  [['--lender', lender.slug, '--list', '--add', 'https://lock.example/'], 2],
  [['--nonsense'], 2],
  [['--lender', 'nobody', '--list'], 1],
  [['--lender', lender.slug, '--remove', 'nonsense'], 1],
  [['--lender', lender.slug, '--new-secret', 'nonsense'], 1],
  [['--lender', lender.slug, '--end-former-secret', 'nonsense'], 1],
] as const)('%o ends with %i and says why', async ([args, code]) => {
  const ended = await command(...args)
  expect(ended.code).toBe(code)
  expect(ended.complained).toMatch(/Usage|There is no lender|no such address|of such an address/)
})
