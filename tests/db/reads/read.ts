import type { Tx } from '#lib/db/transaction.ts'
import type { Status } from '#tests/db/given-families.ts'
import type { Row, Table } from '#tests/support/database/right-rows.ts'

export type Of = Record<Table, string>

type Find = (db: Tx, ids: Of, row: Row) => unknown

/** A read of a row of one lender or borrower. */
export type Read = Status & {
  owner: 'lenders' | 'borrowers'
  /** What is read says the row's id, or else this. */
  shows?: ((row: Row) => unknown) | undefined
  find: Find
}

export type Reads = Record<string, Read>

type More = Pick<Read, 'takes' | 'shows'>

export const ofLender = (table: Table, find: Find, more: More = {}): Read => ({
  table,
  owner: 'lenders',
  find,
  ...more,
})
export const ofBorrower = (table: Table, find: Find, more: More = {}): Read => ({
  table,
  owner: 'borrowers',
  find,
  ...more,
})

export const now = Temporal.Now.instant()
export const past = '2026-01-01T00:00:00Z'

/** An id, where an act did not say that there is no such thing. */
export function unlessMissing(answer: object | undefined, id: string): string | undefined {
  const refusal = answer && 'refusal' in answer ? `${answer.refusal}` : ''
  return answer && !/^(missing|not_found|no_such_\w+)$/.test(refusal) ? id : undefined
}

/** An offer of a plan that can be read. */
export const offer = {
  plan_offers: {
    terms: { kind: 'pause', extraMonths: 0, pauseMonths: 1, partNowMinor: '0', ownMinor: null },
  },
}
