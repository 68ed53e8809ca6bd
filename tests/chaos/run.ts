import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { pool } from '#lib/db/client.ts'
import { build } from '#lib/demo/build.ts'
import { ending } from '#lib/demo/ending.ts'
import { createDatabaseIfMissing, startPostgres } from '#lib/demo/postgres.ts'
import { chance } from './chance.ts'
import { checks } from './checks.ts'
import { payAsPerson } from './payer.ts'
import { report } from './report.ts'
import { untilSettled } from './settle.ts'
import { type Stack, startStack } from './stack.ts'
import { badWeather, kill, plannedKills } from './trouble.ts'

// Payments while portals, workers and PostgreSQL are killed and the world misbehaves; then nothing may be lost or doubled.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '100' },
    payments: { type: 'string', default: '600' },
    minutes: { type: 'string', default: '8' },
    /** Does not wait for what is planned for later but makes it due. */
    hurried: { type: 'boolean', default: false },
  },
})
const { seed, kills, payments, minutes } = values
const withinMs = Number(minutes) * 60_000
const { holding, end } = ending()

try {
  await end((await run()) ? 0 : 1)
} catch (cause) {
  await end(1, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))
}

async function run(): Promise<boolean> {
  console.log(`seed ${seed}: ${payments} payments, ${kills} kills, ${minutes} minutes`)
  const building = new AbortController()
  await holding(
    build(building.signal),
    () => {},
    () => building.abort(),
  )
  const postgres = await holding(startPostgres('.data/chaos'), (it) => it.stop())
  const name = `chaos_${process.pid}`
  await createDatabaseIfMissing(postgres, name)
  await holding(Promise.resolve(), () => drop(postgres.url('postgres'), name))
  const size = { portals: 2, workers: 2, loans: Number(payments) }
  const stack = await holding(startStack({ databaseUrl: postgres.url(name), ...size }), (it) =>
    it.stop(),
  )
  const plan = plannedKills(chance(Number(seed)), Number(kills), withinMs)
  const storm = new AbortController()
  const weather = badWeather(stack.outside, chance(Number(seed) + 1), storm.signal)
  const random = chance(Number(seed) + 2)
  const killing = kill(plan, { keeper: stack.keeper, postgres, random })
  const failures = await everybodyPays(stack)
  await killing
  storm.abort()
  await weather
  const startedAt = performance.now()
  await untilSettled(stack.outside, { limitMs: 12 * 60_000, hurried: values.hurried })
  const settledMs = performance.now() - startedAt
  const found = await checks(stack.outside, stack.borrowers)
  const everybody = { promise: 'everybody who tried could pay', broken: failures }
  return report([everybody, ...found], { stack, plan, settledMs })
}

async function everybodyPays({ outside, ports, borrowers }: Stack): Promise<string[]> {
  const failures: string[] = []
  const random = chance(Number(seed) + 3)
  await Promise.all(
    borrowers.map(async (borrower) => {
      const payer = { outside, ports, random: chance(Math.floor(random.below(2 ** 32))) }
      await sleep(random.below(withinMs))
      await payAsPerson(payer, borrower).catch((cause) => failures.push(String(cause)))
    }),
  )
  return failures
}

async function drop(url: string, name: string): Promise<void> {
  await pool().end()
  const admin = new pg.Client(url)
  await admin.connect()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
}
