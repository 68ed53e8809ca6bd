import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** What a process that uses one setting makes of it, or what it said when it would not start. */
function started(name: string, value: string, others: Record<string, string> = {}) {
  const program = `
    import { begin } from '#lib/begin.ts'
    import { env } from '#lib/env.ts'
    import '#lib/log.ts'
    begin(['${name}'])
    console.log(JSON.stringify(env().${name}))`
  const { PATH = '' } = process.env
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program],
    { env: { NODE_ENV: 'test', PATH, [name]: value, ...others }, encoding: 'utf8' },
  )
  return status === 0 ? JSON.parse(stdout) : stderr
}

test.for([
  ['whsec_one', ['whsec_one']],
  ['whsec_new,whsec_old', ['whsec_new', 'whsec_old']],
  [' whsec_new , whsec_old ', ['whsec_new', 'whsec_old']],
] as const)('the webhook secrets %j are %j', ([given, secrets]) => {
  expect(started('STRIPE_WEBHOOK_SECRET', given)).toEqual(secrets)
})

test.for(['whsec_one,', 'whsec_one,sk_test_two', 'whsec_one;whsec_two x', 'secret', ','])(
  'the webhook secrets %j are refused by name',
  (given) => {
    expect(started('STRIPE_WEBHOOK_SECRET', given)).toMatch(
      /^The environment is not complete:\n {2}STRIPE_WEBHOOK_SECRET: must be whsec_/,
    )
  },
)

test('a level to log with that is none stands in the list beside the others', () => {
  const bad = { LOG_LEVEL: 'loud' }
  expect(started('PORTAL_URL', '', bad)).toMatch(
    /^The environment is not complete:\n {2}PORTAL_URL: is missing\n {2}LOG_LEVEL: must be one of trace, .*\n$/,
  )
  expect(started('PORTAL_URL', 'http://a.example/', { LOG_LEVEL: 'debug' })).toBe(
    'http://a.example',
  )
})

test.for([
  ...['https://portal.example/path', 'https://portal.example/?a=b', 'https://portal.example?'],
  ...['https://portal.example/#top', 'https://u:secret@portal.example', 'https://u@portal.example'],
])('the portal at %s is refused with the others, without what stands in it', (address) => {
  const said = started('PORTAL_URL', address, { LOG_LEVEL: 'loud' })
  expect(said).toMatch(
    /^The environment is not complete:\n {2}PORTAL_URL: must be an address alone: .*\n {2}LOG_LEVEL: /,
  )
  expect(said).not.toContain('secret')
})

test.for([
  ['https://portal.example', 'https://portal.example'],
  ['https://portal.example:8443/', 'https://portal.example:8443'],
  ['http://localhost:3000', 'http://localhost:3000'],
])('the portal at %s is there', ([given, address]) => {
  expect(started('PORTAL_URL', given ?? '')).toBe(address)
})

test.for(['maybe', '2', 'ja'])('%s is neither on nor off', (word) => {
  for (const name of ['TRUST_PROXY', 'LENDERS_LISTED', 'WEBHOOKS_TO_PRIVATE'])
    expect(started(name, word)).toContain(`  ${name}: must be 1 or 0\n`)
})

test.for([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['0', false],
  ['', false],
] as const)('%j is %j', ([word, isOn]) => {
  expect(started('TRUST_PROXY', word)).toBe(isOn)
})

test('a sandbox needs a test key', () => {
  const sandbox = 'http://127.0.0.1:9'
  const withKey = (key: string) =>
    started('STRIPE_API_BASE', sandbox, { STRIPE_SECRET_KEY: `sk_${key}` })
  expect(withKey('test_x')).toBe(sandbox)
  expect(withKey('live_x')).toContain('STRIPE_API_BASE: is for a sandbox and needs a test key')
})

test.for([
  ['DATABASE_URL', 'postgres://u:p%23%2F%40w@db.example:5432/keyturn'],
  ['DATABASE_URL', 'postgresql:///keyturn?host=/run/postgresql'],
  ['SMTP_URL', 'smtps://u%40mail.example:p@mail.example:465'],
] as const)('%s %s is an address', ([name, address]) => {
  expect(started(name, address)).toBe(address)
})

test.for([
  ['DATABASE_URL', 'postgres://u:p#w@db.example/keyturn'],
  ['DATABASE_URL', 'postgres://u:p/w@db.example/keyturn'],
  ['DATABASE_URL', 'postgres://u:p%zz@db.example/keyturn'],
  ['SMTP_URL', 'smtp://u:p#w@mail.example'],
] as const)('%s %s is refused in one sentence, without the password', ([name, address]) => {
  const said = started(name, address)
  expect(said).toMatch(
    new RegExp(
      `^The environment is not complete:\\n {2}${name}: cannot be read as an address: .*\\n$`,
    ),
  )
  expect(said).not.toContain(address)
})

test.for(['prefer', 'require', 'verify-ca', 'verify-full'])(
  'a database with sslmode=%s is one whose server is checked, and the client has nothing to warn of',
  (mode) => {
    const address = (sslmode: string) =>
      `postgres://u:p@db.example/keyturn?sslmode=${sslmode}&application_name=x`
    const used = started('DATABASE_URL', address(mode))
    expect(used).toBe(address('verify-full'))
    expect(connected(used).warnings).toBe('')
    expect(connected(used).ssl).toEqual({})
  },
)

test.for([
  'sslmode=disable',
  'sslmode=no-verify',
  'uselibpqcompat=true&sslmode=require',
  'application_name=sslmode=require',
])('a database with %s is left as it was said', (query) => {
  const address = `postgres://u:p@db.example/keyturn?${query}`
  expect(started('DATABASE_URL', address)).toBe(address)
})

test('the client would warn of the mode as it was typed', () => {
  const typed = 'postgres://u:p@db.example/keyturn?sslmode=require'
  expect(connected(typed).warnings).toContain('SECURITY WARNING')
})

/** What the database's client makes of an address, and what it warns of. */
function connected(address: string) {
  const program = `
    import pg from 'pg'
    const client = new pg.Client({ connectionString: process.argv[1] })
    console.log(JSON.stringify(client.ssl))`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program, address],
    { encoding: 'utf8' },
  )
  return { ssl: JSON.parse(stdout), warnings: stderr }
}

const key = Buffer.alloc(32, 7).toString('base64')

test.for([
  ['DATABASE_POOL', 'many', 'must be a whole number from 1 to 200', '10'],
  ['DATABASE_POOL', '201', 'must be a whole number from 1 to 200', '200'],
  ['DATABASE_LOCK_SECONDS', '1.5', 'must be a whole number from 1 to 3600', '2'],
  ['WORKER_SLOTS', '15', 'must be a whole number from 16 to 200', '16'],
  ['WORKER_PORT', '70000', 'must be a whole number from 1 to 65535', '9100'],
  ['DATA_KEY', 'not base64!', 'must be 32 bytes in base64 (openssl rand -base64 32)', key],
  ['DATA_KEY', 'c2hvcnQ=', 'must be 32 bytes in base64 (openssl rand -base64 32)', key],
  [
    ...['PORTAL_URL', 'pay.example'],
    ...['must be an address that starts with https:// or http://', 'https://pay.example'],
  ],
  ['MAIL_FROM', 'us', 'must be an e-mail address, alone or as Name <address>', 'us@lender.example'],
  ['TRUST_PROXY', 'maybe', 'must be 1 or 0', 'true'],
] as const)('%s %s is refused: %s', ([name, wrong, wanted, right]) => {
  expect(started(name, wrong)).toBe(`The environment is not complete:\n  ${name}: ${wanted}\n`)
  expect(String(started(name, right))).toBe(right)
})
