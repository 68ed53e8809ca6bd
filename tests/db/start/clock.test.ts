import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { aheadOf, readClock } from '#lib/db/start/clock.ts'
import { heartOf } from '#lib/worker/heartbeat.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { runCommand } from '#tests/support/run-command.ts'

await freshDatabase({ bystanders: false })

test.for([
  [1_000, 1_000, 1_000, 0],
  [1_500, 1_000, 2_000, 0],
  [900, 1_000, 1_200, 100],
  [1_300, 1_000, 1_200, -100],
] as const)(
  'the database says %i between %i and %i: ahead by %i ms',
  ([theirs, from, to, ahead]) => {
    expect(aheadOf(theirs, { askedAt: from, answeredAt: to })).toBe(ahead)
  },
)

test('one machine has one clock, and a worker’s heart beats by the database’s', async () => {
  expect(Math.abs((await readClock()).aheadMs)).toBeLessThan(1_000)
  const heart = heartOf('00000000-0000-4000-8000-000000000001', Temporal.Now.instant())
  await heart.beat()
  const now = await heart.beat()
  const rows = await database().selectFrom('workers').selectAll().execute()
  expect(rows).toMatchObject([{ beatAt: now }])
  await heart.stop()
  expect(await database().selectFrom('workers').selectAll().execute()).toEqual([])
})

test('who has not worked for a day is forgotten, and nobody else', async () => {
  const long = sql<Temporal.Instant>`now() - interval '25 hours'`
  const lately = sql<Temporal.Instant>`now() - interval '23 hours'`
  const row = { startedAt: long, clockAheadMs: 0 }
  const gone = { ...row, id: '00000000-0000-4000-8000-000000000002', beatAt: long }
  const quiet = { ...row, id: '00000000-0000-4000-8000-000000000003', beatAt: lately }
  await database().insertInto('workers').values([gone, quiet]).execute()
  await heartOf('00000000-0000-4000-8000-000000000001', Temporal.Now.instant()).beat()
  const ids = await database().selectFrom('workers').select('id').orderBy('id').execute()
  expect(ids.map(({ id }) => id.slice(-1))).toEqual(['1', '3'])
})

test.for([
  [20 * 86_400_000, 'ahead of'],
  [-3_600_000, 'behind'],
] as const)(
  'a worker whose clock is wrong by %i ms ends before it does anything',
  async ([ms, how]) => {
    const wrong = `const right = Date.now; Date.now = () => right() + ${ms}`
    const ended = await runCommand('--import', [
      `data:text/javascript,${wrong}`,
      'lib/worker/worker.ts',
    ])
    expect(ended).toEqual({
      code: 1,
      said: '',
      complained: expect.stringMatching(
        new RegExp(
          `^This machine's clock is \\d+ s ${how} the database's, and 30 s are tolerated: .*\\n$`,
        ),
      ),
    })
  },
)

test.for([
  [20 * 86_400_000, 'ahead of'],
  [-3_600_000, 'behind'],
] as const)(
  'a worker whose clock jumps by %i ms while it runs ends at the next heartbeat, which is not noted',
  async ([ms, how]) => {
    const id = '00000000-0000-4000-8000-000000000004'
    const running = `
      const { heartOf } = await import('#lib/worker/heartbeat.ts')
      const heart = heartOf('${id}', Temporal.Now.instant())
      await heart.beat()
      process.stdout.write('beats')
      const right = Date.now
      Date.now = () => right() + ${ms}
      await heart.beat()
      process.stdout.write(', and goes on')`
    expect(await runCommand('--input-type=module', ['-e', running])).toEqual({
      code: 1,
      said: 'beats',
      complained: expect.stringMatching(
        new RegExp(`^This machine's clock is \\d+ s ${how} the database's`),
      ),
    })
    const { clockAheadMs } = await database()
      .selectFrom('workers')
      .select('clockAheadMs')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(Math.abs(clockAheadMs)).toBeLessThan(1_000)
  },
)
