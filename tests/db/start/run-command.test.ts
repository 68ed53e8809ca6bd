import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { portalUses, workerUses } from '#lib/begin.ts'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { type Ended, runCommand } from '#tests/support/run-command.ts'

await freshDatabase()
const lender = await givenLender()

const own = ['--lender', lender.slug]
const somebody = ['--email', 'amara@lender.example', '--name', 'Amara', '--role', 'admin']

/** Every command of an operator, with what it uses beside the database. */
const commands: [file: string, uses: string[], args: string[]][] = [
  ['lib/db/migrate.ts', [], []],
  [
    'lib/settings/add-lender-command.ts',
    [],
    [
      ...['add', '--slug', 'andes', '--host', 'andes.example', '--name', 'Andes'],
      ...['--currency', 'CLP', '--country', 'CL', '--time-zone', 'UTC', '--locale', 'es'],
      ...['--help-email', 'ayuda@andes.example'],
    ],
  ],
  ['lib/loans/import/import-command.ts', [], ['examples/loan-book.csv', '--dry-run']],
  ['lib/integrations/api-key-command.ts', ['DATA_KEY'], [...own, '--name', 'One']],
  [
    'lib/integrations/webhooks-command.ts',
    ['DATA_KEY'],
    [...own, '--add', 'https://lender.example/holds'],
  ],
  [
    'lib/integrations/lock-service-command.ts',
    ['DATA_KEY', 'PORTAL_URL'],
    [...own, '--provider', 'http', '--url', 'https://mdm.example'],
  ],
  ['lib/staff/staff-command.ts', ['DATA_KEY', 'PORTAL_URL'], ['add', ...own, ...somebody]],
]

const { PATH = '', DATABASE_URL = '', DATA_KEY = '', PORTAL_URL = '' } = process.env
const all: Record<string, string> = { DATABASE_URL, DATA_KEY, PORTAL_URL }

/** Runs it in a shell where nothing is set but this. */
const inShell = (file: string, args: string[], set: Record<string, string>): Promise<Ended> =>
  runCommand(file, args, { bare: true, environment: { PATH, ...set } })

describe.each(commands)('%s', (file, uses, args) => {
  const needs = ['DATABASE_URL', ...uses]

  test('without anything, it names all that it uses and ends', async () => {
    expect(await inShell(file, args, {})).toEqual({
      code: 1,
      said: '',
      complained: `The environment is not complete:\n${needs.map((name) => `  ${name}: is missing\n`).join('')}`,
    })
  })

  test.each(['--help', '-h'])('%s shows how it is written, whatever is set', async (help) => {
    expect(await inShell(file, [...args, help], {})).toEqual({
      code: 0,
      said: expect.stringMatching(/^Usage: npm run /),
      complained: '',
    })
  })

  test('what it cannot read is named, and nothing is done', async () => {
    expect(await inShell(file, [...args, '--nonsense'], all)).toEqual({
      code: 2,
      said: '',
      complained: expect.stringMatching(/^Unknown option '--nonsense'\.\nUsage: npm run /),
    })
  })

  test('with that, and nothing else, it does its work', async () => {
    const set = Object.fromEntries(needs.map((name) => [name, all[name] ?? '']))
    const ended = await inShell(file, args, set)
    // The file names lenders that are not there: that much it has found out.
    if (args[0] === 'examples/loan-book.csv') expect(ended.complained).toContain('line 2')
    else expect(ended).toMatchObject({ code: 0, complained: '' })
  })

  test('by a clock that runs ahead, it does nothing', async () => {
    const ahead = 'const right = Date.now; Date.now = () => right() + 20 * 86_400_000'
    const from = ['--import', `data:text/javascript,${ahead}`, file, ...args] as const
    const ended = await inShell(from[0], [...from.slice(1)], all)
    expect(ended).toEqual({
      code: 1,
      said: '',
      complained: expect.stringMatching(/^This machine's clock is \d+ s ahead of the database's/),
    })
  })

  test('with another key than the database was encrypted with, it ends at once', async () => {
    await inShell('lib/integrations/api-key-command.ts', [...own, '--list'], all)
    const set = { ...all, DATA_KEY: Buffer.alloc(32, 8).toString('base64') }
    const ended = await inShell(file, args, set)
    const sentence = /^DATA_KEY is not the key that has encrypted this database's secrets since 20/
    if (uses.includes('DATA_KEY')) expect(ended).toMatchObject({ code: 1, said: '' })
    if (uses.includes('DATA_KEY')) expect(ended.complained).toMatch(sentence)
    else expect(ended.complained).not.toMatch(sentence)
  })
})

test('these are all commands that work on a database', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, object>
  const files = Object.values(scripts ?? {}).flatMap((line: string) =>
    line.split(' ').slice(line.includes('with-database.mjs') ? -1 : Number.POSITIVE_INFINITY),
  )
  expect(files.sort()).toEqual(commands.map(([file]) => file).sort())
})

test.each(['', 'demo'])(
  'in production DATABASE_URL=%j names no database of the demo',
  async (url) => {
    const NODE_ENV = 'production'
    const script = ['bin/with-database.mjs', ['lib/db/migrate.ts']] as const
    const { code, said, complained } = await inShell(script[0], [...script[1]], {
      NODE_ENV,
      DATABASE_URL: url,
    })
    expect({ code, said }).toEqual({ code: 1, said: '' })
    expect(complained).toMatch(/^The environment is not complete:\n {2}DATABASE_URL: .*\n$/)
  },
)

test.each([
  [
    'postgres://nobody@127.0.0.1:1/none',
    /^No PostgreSQL answers at 127.0.0.1:1 \(ECONNREFUSED\)\.\n$/,
  ],
  [
    'postgres:///none?host=127.0.0.1&port=1',
    /^No PostgreSQL answers at 127.0.0.1:1 \(ECONNREFUSED\)\.\n$/,
  ],
  [withPassword('wrong'), /^PostgreSQL at .* does not let "\w+" in: the password .* is wrong\.\n$/],
  [
    DATABASE_URL.replace(/\/\w+$/, '/nowhere'),
    /^PostgreSQL at .* has no database "nowhere": .*\n$/,
  ],
])('why PostgreSQL does not serve is one sentence (%#)', async (url, sentence) => {
  const complained = expect.stringMatching(sentence)
  const ended = await inShell('lib/db/migrate.ts', [], { DATABASE_URL: url })
  expect(ended).toEqual({ code: 1, said: '', complained })
})

function withPassword(password: string): string {
  const url = new URL(DATABASE_URL)
  url.password = password
  return url.href
}

test('a worker ends with all that is missing, and the portal asks for no more than it uses', async () => {
  const { code, complained } = await inShell('lib/worker/worker.ts', [], {})
  expect(code).toBe(1)
  const missing = [...complained.matchAll(/^ {2}(\w+): is missing$/gm)].map(([, name]) => name)
  expect(missing).toEqual([
    ...['DATABASE_URL', 'PORTAL_URL', 'DATA_KEY', 'STRIPE_SECRET_KEY', 'SMTP_URL', 'MAIL_FROM'],
  ])
  expect(workerUses).not.toContain('NEXTAUTH_SECRET')
  expect(portalUses).not.toContain('SMTP_URL')
})

test.each(['--help', '-h'])(
  'a worker shows with %s how it is started, and is not',
  async (help) => {
    expect(await inShell('lib/worker/worker.ts', [help], {})).toEqual({
      code: 0,
      said: expect.stringMatching(/^Usage: npm run worker\n/),
      complained: '',
    })
  },
)

test('a worker whose port is taken says so in a sentence', async () => {
  const other = createServer().listen(0)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, complained } = await inShell('lib/worker/worker.ts', [], {
    ...all,
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_API_BASE: 'http://127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'us@lender.example',
    WORKER_PORT: String(port),
  })
  other.close()
  expect({ code, complained }).toEqual({
    code: 1,
    complained: `WORKER_PORT: nothing can listen on ${port} (EADDRINUSE).\n`,
  })
})

test('a worker with another key ends instead of failing at each phone', async () => {
  const worker = { ...process.env, DATA_KEY: Buffer.alloc(32, 8).toString('base64') }
  const ended = await runCommand('lib/worker/worker.ts', [], { environment: worker })
  expect(ended).toMatchObject({ code: 1, complained: expect.stringMatching(/^DATA_KEY is not/) })
})

test('a key replaced on purpose is the new one from then on', async () => {
  const list = (DATA_KEY: string) =>
    inShell('lib/integrations/api-key-command.ts', [...own, '--list'], { ...all, DATA_KEY })
  const next = Buffer.alloc(32, 9).toString('base64')
  expect((await list(next)).code).toBe(1)
  await sql`update data_keys set replaced_at = now() where replaced_at is null`.execute(database())
  expect((await list(next)).code).toBe(0)
  expect((await list(all.DATA_KEY ?? '')).code).toBe(1)
})

test.each(['lib/db/migrate.ts', 'lib/worker/worker.ts'])(
  'under an older Node, %s is refused in one sentence',
  async (file) => {
    const older = 'Object.defineProperty(process.versions,"node",{value:"24.1.0"})'
    const ended = await runCommand('--import', [`data:text/javascript,${older}`, file])
    expect(ended).toEqual({
      code: 1,
      said: '',
      complained: expect.stringMatching(
        /^Keyturn needs Node 26 or newer, and this is 24.1.0: .*\n$/,
      ),
    })
  },
)

test('an empty database stays so: no lender is made in it, and a migration that cannot be done leaves nothing', async () => {
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  const name = `empty_${process.pid}`
  const user = `guest_${process.pid}`
  await admin.query(`create role ${user} login password 'guest'`)
  await admin.query(`create database ${name}`)
  await admin.query(`grant create on database ${name} to ${user}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const looking = new pg.Client(url.href)
  await looking.connect()
  url.username = user
  url.password = 'guest'
  const lender = [
    'add',
    '--slug',
    'andes',
    '--host',
    'andes.example',
    '--name',
    'Andes',
    '--currency',
  ]
  const rest = ['CLP', '--country', 'CL', '--time-zone', 'America/Santiago', '--locale', 'es']
  const wish = [...lender, ...rest, '--help-email', 'ayuda@andes.example']
  expect(
    await inShell('lib/settings/add-lender-command.ts', wish, { DATABASE_URL: url.href }),
  ).toEqual({
    code: 1,
    said: '',
    complained: `The database "${name}" has not been prepared: run npm run migrate first.\n`,
  })
  const ended = await inShell('lib/db/migrate.ts', [], { DATABASE_URL: url.href })
  expect(ended).toEqual({
    code: 1,
    said: '',
    complained: `"${user}" may not do this in the database "${name}": make it the database's owner.\n`,
  })
  const { rows } = await looking.query(
    "select relname from pg_class where relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)",
  )
  expect(rows).toEqual([])
  await looking.end()
  await admin.query(`drop database ${name}`)
  await admin.query(`drop role ${user}`)
  await admin.end()
})
