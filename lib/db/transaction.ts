import type { Transaction } from 'kysely'
import { database } from './client.ts'
import type { DB } from './schema.generated.ts'

export type Tx = Transaction<DB>

/** One transaction, opened by a door. Nothing inside may wait for the network. */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database().transaction().execute(work)
}
