import { sql } from 'kysely'
import type { Database } from './client.ts'

const rights = ['select', 'insert', 'update', 'delete'] as const

/**
 * Throws, as PostgreSQL would at the first use, where this process's role may not do all of its work: the queue's tables
 * are guarded by row security, which only their owner is free of.
 */
export async function requireRights(db: Database): Promise<void> {
  const lacks = rights.map((right) => sql`not has_table_privilege(pg_class.oid, ${right})`)
  const { rows } = await sql<{ name: string }>`
    select relname as name
      from pg_class
     where relkind in ('r', 'p')
       and relnamespace in (
         to_regnamespace('graphile_worker'),
         (select relnamespace from pg_class where oid = to_regclass('lenders')))
       and (not has_schema_privilege(relnamespace, 'usage') or row_security_active(pg_class.oid)
            or ${sql.join(lacks, sql` or `)})
     order by relname
     limit 1`.execute(db)
  const [first] = rows
  if (first) throw Object.assign(new Error(`no rights on ${first.name}`), { code: '42501' })
}
