import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { doesNotAnswer } from '#lib/db/silence.ts'

/** An outside system that does not answer. `name`: the lock provider, or the host of a webhook's address. */
export type OpenBreaker = {
  system: 'mail' | 'text' | 'lock' | 'webhook'
  name: string | null
  /** Since when: the first of the times in a row. */
  silentAt: Temporal.Instant
}

const system = sql<OpenBreaker['system']>`split_part(breakers.lane, ':', 1)`
const name = sql<string | null>`coalesce(substring(endpoints.url from '^https?://([^/]+)'),
  nullif(split_part(breakers.lane, ':', 3), ''))`

/** What does not answer this lender now: systems of its own, and those of the whole installation. */
export function openBreakersOf(db: Database, lenderId: string): Promise<OpenBreaker[]> {
  return openBreakers(db)
    .select([system.as('system'), name.as('name'), 'breakers.silentAt'])
    .where((eb) =>
      eb.or([eb('breakers.lenderId', '=', lenderId), eb('breakers.lenderId', 'is', null)]),
    )
    .orderBy('breakers.silentAt')
    .execute()
}

/** How many systems of each kind do not answer. */
export function openBreakersBySystem(db: Database): Promise<{ system: string; count: bigint }[]> {
  return openBreakers(db)
    .select((eb) => [system.as('system'), eb.fn.countAll<bigint>().as('count')])
    .groupBy(system)
    .execute()
}

// Nobody asks a removed address any more, whether it answers or not.
function openBreakers(db: Database) {
  return db
    .selectFrom('breakers')
    .leftJoin('webhookEndpoints as endpoints', (join) =>
      join.on(sql`breakers.lane`, '=', sql`'webhook:' || endpoints.id`),
    )
    .where('endpoints.removedAt', 'is', null)
    .where(doesNotAnswer)
}
