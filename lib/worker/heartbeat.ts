import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { requireRightClock } from '#lib/db/start/clock.ts'

const forgottenAfter = sql`interval '1 day'`

type Heart = {
  /** Says that this worker works, and gives the database's time. Ends the process when its own clock is wrong. */
  beat(): Promise<Temporal.Instant>
  stop(): Promise<void>
}

/** One worker's own row. */
export function heartOf(id: string, startedAt: Temporal.Instant): Heart {
  return {
    async beat() {
      const { now, aheadMs } = await requireRightClock()
      const beat = { beatAt: now, clockAheadMs: Math.round(aheadMs) }
      await database()
        .insertInto('workers')
        .values({ id, startedAt, ...beat })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(beat))
        .execute()
      await database()
        .deleteFrom('workers')
        .where('beatAt', '<', sql<Temporal.Instant>`now() - ${forgottenAfter}`)
        .execute()
      return now
    },
    async stop() {
      await database().deleteFrom('workers').where('id', '=', id).execute()
    },
  }
}
