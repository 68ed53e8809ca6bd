import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { portalUses } from '#lib/begin.ts'
import { database } from '#lib/db/client.ts'
import { requireOwnKey } from '#lib/db/start/data-key.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { runCommand } from '#tests/support/run-command.ts'

await freshDatabase({ bystanders: false })

await requireOwnKey()

// As Next does before the first request. One that nothing ends has nothing more to do without requests, and so ends well.
const start = "(await import('#app/start.ts')).startPortal()"

const portal = (before = '', environment = {}) =>
  runCommand('--input-type=module', ['-e', before + start], { environment })

test('a portal for which all is right goes on', async () => {
  expect(await portal()).toEqual({ code: 0, said: '', complained: '' })
})

test('one whose role may not do everything says so once, and goes on when it may', async () => {
  const db = database()
  const guest = `guest_${process.pid}`
  const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1)
  await sql.raw(`create role ${guest}; alter database ${name} set role = '${guest}'`).execute(db)
  const running = portal('', { LOG_LEVEL: 'warn' })
  const theirs = sql`pid <> pg_backend_pid() and datname = current_database()`
  await vi.waitFor(async () => {
    const { rows } = await sql`
      select from pg_stat_activity
       where ${theirs} and query like '%row_security_active%'`.execute(db)
    expect(rows).toHaveLength(1)
  }, 20_000)
  await sql.raw(`alter database ${name} reset role; drop role ${guest}`).execute(db)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${theirs}`.execute(db)
  const { code, said, complained } = await running
  expect({ code, complained }).toEqual({ code: 0, complained: '' })
  expect(
    said.match(/may not do this in the database .*: make it the database's owner/g),
  ).toHaveLength(1)
})

test('one that misses something names all that it uses', async () => {
  const needed = portalUses.filter((name) =>
    /^(PORTAL_URL|NEXTAUTH|DATA_KEY|STRIPE_.*(KEY|SECRET))/.test(name),
  )
  const { code, complained } = await portal(
    '',
    Object.fromEntries(needed.map((name) => [name, ''])),
  )
  expect(code).toBe(1)
  for (const name of needed) expect(complained).toContain(`  ${name}: is missing\n`)
})

test.for([
  [20 * 86_400_000, 'ahead of'],
  [-3_600_000, 'behind'],
] as const)(
  'one whose clock jumps by %i ms while it runs ends with a sentence at the next look',
  async ([ms, how]) => {
    const running = `
      const { startPortal } = await import('#app/start.ts')
      await startPortal(5)
      process.stdout.write('found right')
      const right = Date.now
      Date.now = () => right() + ${ms}
      setInterval(() => {}, 1_000)`
    expect(await runCommand('--input-type=module', ['-e', running])).toEqual({
      code: 1,
      said: 'found right',
      complained: expect.stringMatching(
        new RegExp(`^This machine's clock is \\d+ s ${how} the database's`),
      ),
    })
  },
)

test.for([
  ['another key', '', { DATA_KEY: Buffer.alloc(32, 8).toString('base64') }, /^DATA_KEY is not/],
  [
    'a clock that runs ahead',
    'const right = Date.now; Date.now = () => right() + 20 * 86_400_000;',
    {},
    /^This machine's clock is \d+ s ahead of the database's/,
  ],
  [
    'an older Node',
    'Object.defineProperty(process.versions, "node", { value: "20.19.0" });',
    {},
    /^Keyturn needs Node 26 or newer, and this is 20.19.0/,
  ],
] as const)('one with %s ends with a sentence', async ([, before, environment, sentence]) => {
  const { code, complained } = await portal(before, environment)
  expect({ code, complained }).toEqual({ code: 1, complained: expect.stringMatching(sentence) })
})
