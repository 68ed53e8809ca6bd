import type { Tx } from '#lib/db/transaction.ts'
import type { Status } from '#tests/db/given-families.ts'
import type { Ids, Row, Table } from '#tests/support/database/right-rows.ts'

/** A write that is meant for one row of a table. */
export type Write = Status & {
  /** How the row itself stands when it must be left as it is, by what to call it. */
  leaves?: Record<string, Row>
  /** Whose it must be: with another's id in the place of theirs nothing is written. */
  owners?: Table[]
  act: (tx: Tx, ids: Ids, row: Row) => Promise<unknown>
}

export type Writes = Record<string, Write>

export const now = Temporal.Now.instant()
export const past = '2026-01-01T00:00:00Z'
export const due = now.subtract({ minutes: 1 }).toString()
