import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'

/** The process can do its work: the database answers. */
export async function GET(): Promise<Response> {
  try {
    await sql`select 1`.execute(database())
    return new Response('ready')
  } catch (cause) {
    log.warn({ err: cause }, 'not ready: the database does not answer')
    return new Response('the database does not answer', { status: 503 })
  }
}
