import type pg from 'pg'

type CatalogueRule = {
  table: string
  rule: string
  kind: 'check' | 'foreign key' | 'unique' | 'trigger' | 'exclusion'
  /** What a trigger runs. */
  runs: string | null
}

// A unique key that holds the whole primary key is only there to be referred to: it can refuse nothing more.
const rules = `
  with ours as (
    select oid, relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like 'kysely%')
  select relname as "table", conname as rule, null as runs,
         case contype when 'c' then 'check' when 'f' then 'foreign key' when 'x' then 'exclusion' end as kind
    from pg_constraint join ours on ours.oid = conrelid
   where contype in ('c', 'f', 'x') and convalidated
     -- PostgreSQL knows others from 18 on.
     and coalesce((to_jsonb(pg_constraint) ->> 'conenforced')::boolean, true)
  union all
  select ours.relname, index.relname, null, 'unique'
    from pg_index
    join ours on ours.oid = indrelid
    join pg_class as index on index.oid = indexrelid
   where indisunique and indisvalid and not exists (
     select from pg_index as key
      where key.indrelid = pg_index.indrelid and key.indisprimary and not pg_index.indisprimary
        and key.indkey::int2[] <@ pg_index.indkey::int2[])
  union all
  select relname, tgname, tgfoid::regproc::text, 'trigger'
    from pg_trigger join ours on ours.oid = tgrelid
   where not tgisinternal and tgenabled = 'O'
   order by 1, 2`

/** Every rule of the database that a statement can break, as PostgreSQL itself has it. */
export async function catalogueRules(db: pg.ClientBase): Promise<CatalogueRule[]> {
  return (await db.query<CatalogueRule>(rules)).rows
}

/** Every column that may not be empty and is not written by the database itself. */
export async function neverEmpty(db: pg.ClientBase): Promise<{ table: string; column: string }[]> {
  const { rows } = await db.query<{ table: string; column: string }>(`
    select relname as "table", attname as "column"
      from pg_attribute join pg_class on pg_class.oid = attrelid
     where attnotnull and attnum > 0 and not attisdropped and attgenerated = ''
       and relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'
     order by 1, 2`)
  return rows
}
