import type pg from 'pg'

/**
 * Gives a PostgreSQL before 18 the `uuidv7()` that the schema asks for: the time in milliseconds, the parts of one in
 * twelve bits, and the end of a random identifier. Where the server has its own, that is found first, and stays.
 */
export async function defineUuidv7(target: pg.Pool | pg.Client): Promise<void> {
  const { rows } = await target.query(
    "select where to_regprocedure('pg_catalog.uuidv7()') is null and to_regprocedure('uuidv7()') is null",
  )
  if (rows.length === 0) return
  await target.query(
    `create or replace function uuidv7() returns uuid language sql volatile parallel safe as $$
       select encode(substring(int8send(micros / 1000) from 3)
                  || int2send((28672 + micros % 1000 * 4096 / 1000)::int2)
                  || substring(uuid_send(gen_random_uuid()) from 9), 'hex')::uuid
         from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros) as clock
     $$`,
  )
}
