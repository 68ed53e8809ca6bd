import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from '#lib/db/client.ts'
import type { BundledPostgres } from '#lib/demo/postgres.ts'
import type { Chance } from './chance.ts'
import type { Keeper } from './keeper.ts'
import type { Outside } from './outside.ts'

export type Kill = { atMs: number; target: 'portal' | 'worker' | 'postgres' | 'connection' }

const targets = [
  'portal',
  'portal',
  'worker',
  'worker',
  'worker',
  'postgres',
  'connection',
] as const

/** When something is killed within `withinMs`, and what: the same for the same seed. */
export function plannedKills(random: Chance, count: number, withinMs: number): Kill[] {
  return Array.from({ length: count }, () => ({
    atMs: random.below(withinMs),
    target: random.pick(targets),
  })).sort((a, b) => a.atMs - b.atMs)
}

type Victims = { keeper: Keeper; postgres: BundledPostgres; random: Chance }

/** Kills by plan, each with `kill -9`. */
export async function kill(plan: Kill[], victims: Victims): Promise<void> {
  const startedAt = performance.now()
  for (const { atMs, target } of plan) {
    await sleep(Math.max(0, startedAt + atMs - performance.now()))
    await killOne(target, victims)
  }
}

async function killOne(
  target: Kill['target'],
  { keeper, postgres, random }: Victims,
): Promise<void> {
  if (target === 'postgres') {
    const pidFile = await readFile(join(postgres.databaseDir, 'postmaster.pid'), 'utf8')
    process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL')
    await postgres.revive()
    return
  }
  if (target === 'connection') return killConnection()
  const [first = '', ...others] = keeper.names.filter((name) => name.startsWith(target))
  keeper.kill(random.pick([first, ...others]))
}

// One of the server's processes dying makes the whole server recover.
async function killConnection(): Promise<void> {
  const { rows } = await pool()
    .query(
      `select pid from pg_stat_activity where backend_type = 'client backend'
        order by state = 'active' and pid <> pg_backend_pid() desc, xact_start limit 1`,
    )
    .catch(() => ({ rows: [] }))
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
}

type Weather = { name: string; values: [string, ...string[]] }

const weathers: [Weather, ...Weather[]] = [
  {
    name: 'stripe.webhooks',
    values: ['normal', 'normal', 'lost', 'doubled', 'reversed', 'delayed', 'wrong_signature'],
  },
  {
    name: 'mdm.api',
    values: ['normal', 'normal', 'normal', 'down', 'hangs', 'slow', 'rate_limited'],
  },
  { name: 'mdm.callbacks', values: ['normal', 'lost', 'doubled', 'delayed', 'bad_signature'] },
  { name: 'stripe.api', values: ['normal', 'normal', 'normal', 'normal', 'down', 'fails_after'] },
]

/** Lets the world misbehave, otherwise every two seconds or so, until `signal`; then all is well again. */
export async function badWeather(
  outside: Outside,
  random: Chance,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { name, values } = random.pick(weathers)
    await outside.turn(name, random.pick(values))
    await sleep(500 + random.below(2_500), undefined, { signal }).catch(() => {})
  }
  for (const { name } of weathers) await outside.turn(name, 'normal')
}
