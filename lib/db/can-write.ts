import { sql } from 'kysely'
import { requireRights } from './own-rights.ts'
import { transaction } from './transaction.ts'

/**
 * Shows that the database can write, and lets us: one row, and so much to sort that it goes through a file. On a full disk,
 * or where a database only reads, one of them throws. Nothing but the row is left behind.
 */
export function proveWritable(): Promise<void> {
  return transaction(async (tx) => {
    await requireRights(tx)
    await sql`set local work_mem = '64kB'`.execute(tx)
    await sql`
      select count(distinct repeat(md5(number::text), 8))
        from generate_series(1, 2000) as number`.execute(tx)
    await sql`
      insert into rate_limits (key, points) values ('ready', 0)
          on conflict (key) do update set points = 1 - rate_limits.points`.execute(tx)
  })
}
