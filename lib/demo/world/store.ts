import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** The outside world's memory: documents by kind and id, oldest first. */
export type Store = {
  get<T>(kind: string, id: string): T | undefined
  list<T>(kind: string): T[]
  put(kind: string, id: string, document: unknown): Promise<void>
}

/** A store that forgets. For tests. */
export function memoryStore(): Store {
  const kinds = new Map<string, Map<string, unknown>>()
  return {
    get: <T>(kind: string, id: string) => kinds.get(kind)?.get(id) as T | undefined,
    list: <T>(kind: string) => [...(kinds.get(kind)?.values() ?? [])] as T[],
    async put(kind, id, document) {
      if (!kinds.has(kind)) kinds.set(kind, new Map())
      kinds.get(kind)?.set(id, document)
    },
  }
}

/**
 * A store that survives a restart, in a database of its own. Reads come from memory, writes go through; while the
 * database is away they wait for it.
 */
export async function postgresStore(pool: pg.Pool): Promise<Store> {
  await pool.query(`create table if not exists documents (
    kind text, id text, position bigint generated always as identity, document jsonb not null, primary key (kind, id))`)
  const memory = memoryStore()
  const { rows } = await pool.query('select kind, id, document from documents order by position')
  for (const row of rows) await memory.put(row.kind, row.id, row.document)
  const write = (kind: string, id: string, text: string) =>
    onceBack(pool, () =>
      pool.query(
        `insert into documents (kind, id, document) values ($1, $2, $3)
         on conflict (kind, id) do update set document = excluded.document`,
        [kind, id, text],
      ),
    )
  const inOrder = queuePerKey()
  return {
    ...memory,
    async put(kind, id, document) {
      const text = JSON.stringify(document)
      await memory.put(kind, id, document)
      await inOrder(`${kind} ${id}`, () => write(kind, id, text))
    },
  }
}

const tryAgainEveryMs = 250

async function onceBack<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (cause) {
      if (pool.ending || !isAway(cause)) throw cause
      await sleep(tryAgainEveryMs)
    }
  }
}

// What the server itself refuses is no absence, unless it says that it is stopping or starting (SQLSTATE 57P01 to 57P03).
function isAway(cause: unknown): boolean {
  return !(cause instanceof pg.DatabaseError) || cause.code?.startsWith('57P') === true
}

// Two writes of one document take two connections and could overtake each other.
function queuePerKey() {
  const last = new Map<string, Promise<unknown>>()
  return async (key: string, work: () => Promise<unknown>): Promise<void> => {
    const mine = (last.get(key) ?? Promise.resolve()).catch(() => {}).then(work)
    last.set(key, mine)
    await mine.finally(() => {
      if (last.get(key) === mine) last.delete(key)
    })
  }
}
