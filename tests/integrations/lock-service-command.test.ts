import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { connectionOf } from '#lib/gateways/mdm/connections.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { runCommand } from '#tests/support/run-command.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'connecting' })
const url = 'https://mdm.example/keyturn'

function command(args: readonly string[], input = '') {
  const named = ['--lender', lender.slug, ...args]
  return runCommand('lib/integrations/lock-service-command.ts', named, { input })
}

const connection = (provider = 'http') => connectionOf(database(), lender.id, provider)

test('a lock service is connected with a new secret, shown once; moving it keeps the secret', async () => {
  const made = await command(['--provider', 'http', '--url', `${url}/`])
  expect(made).toMatchObject({ code: 0, complained: '' })
  const { baseUrl, secret } = await connection()
  expect(baseUrl).toBe(url)
  expect(made.said).toContain(`\n${secret}\n`)
  expect(made.said).toContain('/api/webhooks/mdm/connecting/http')
  expect(made.said).toContain('only watched')
  const moved = await command(['--provider', 'http', '--url', 'https://other.example'])
  expect(moved.said).not.toContain(secret)
  expect(moved.said).toContain(`to https://other.example, no longer to ${url}.`)
  expect(moved.said).not.toContain('only watched')
  expect(await connection()).toMatchObject({ baseUrl: 'https://other.example', secret })
  const listed = await command(['--list'])
  expect(listed.said).toContain('http  https://other.example')
  expect(listed.said).not.toContain(secret)
})

test('a secret agreed on elsewhere is read from the input, and too short a one is refused', async () => {
  const asked = ['--provider', 'http', '--url', url, '--secret-from-input']
  expect((await command(asked, 'agreed-on-by-telephone\n')).code).toBe(0)
  expect((await connection()).secret).toBe('agreed-on-by-telephone')
  const refused = await command(asked, 'short\n')
  expect(refused).toMatchObject({ code: 1, said: '' })
  expect(refused.complained).toContain('at least 16 characters')
  expect((await connection()).secret).toBe('agreed-on-by-telephone')
})

test('without a lock service a person opens each phone', async () => {
  expect((await command(['--provider', 'manual'])).code).toBe(0)
  expect(await connection('manual')).toMatchObject({ baseUrl: null, secret: null })
  expect((await command(['--list'])).said).toContain('manual  by hand')
})

test('who connected what is in the audit log, without the secret', async () => {
  const rows = await database()
    .selectFrom('auditLog')
    .select(['actor', 'detail'])
    .where('lenderId', '=', lender.id)
    .where('action', '=', 'lock_service.connected')
    .execute()
  expect(rows).toContainEqual({
    actor: 'operator',
    detail: { provider: 'http', host: 'mdm.example' },
  })
  expect(JSON.stringify(rows)).not.toContain('agreed-on')
})

test('whether anything answers at the address is said, and it is connected either way', async () => {
  const service = createServer((_, answer) => answer.writeHead(404).end())
  await once(service.listen(0, '127.0.0.1'), 'listening')
  const there = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const connected = async (scheme = 'http') => {
    const address = there.replace('http', scheme)
    const { code, said } = await command(['--provider', 'http', '--url', address])
    expect(code).toBe(0)
    expect((await connection()).baseUrl).toBe(address)
    return said
  }
  expect(await connected()).toContain('Something answers at this address.')
  const withoutTls = await connected('https')
  expect(withoutTls).toContain('no TLS could be agreed on')
  expect(withoutTls).not.toMatch(/:error:|SSL routines/)
  service.close()
  expect(await connected()).toContain(
    'Nothing answers at this address so far: the connection is refused',
  )
})

test.for([
  [[], 2, 'Usage'],
  [['--list', '--loud'], 2, "Unknown option '--loud'.\nUsage"],
  [['--provider', 'http', '--url'], 2, 'argument missing.\nUsage'],
  [['--provider', 'http'], 2, 'Usage'],
  [['--provider', 'manual', '--url', url], 2, 'Usage'],
  [['--provider', 'nobody', '--url', url], 1, 'there are: http, manual'],
  [['--provider', 'http', '--url', 'ftp://mdm.example'], 1, 'must be an http'],
  [['--provider', 'http', '--url', 'https://a:b@mdm.example'], 1, 'must be an http'],
] as const)('%o ends with %i and says why', async ([args, code, why]) => {
  const ended = await command(args)
  expect(ended.code).toBe(code)
  expect(ended.complained).toContain(why)
})
