import type pg from 'pg'
import { mostFaults } from './faults.ts'

/** A person of the loan book whom a row calls or reaches otherwise, or whose loan it gives to somebody else. */
type PersonChange = {
  line: number
  customerNumber: string
  /** The loan that passes to another customer number. */
  loanNumber: string | null
  column: string
  before: string | null
  after: string | null
}

/** How many people; `changes` are the first of theirs. */
export type ChangedPeople = { count: number; changes: PersonChange[] }

export const nobody: ChangedPeople = { count: 0, changes: [] }

/** What the comparison has found about people who are known. */
export async function changedPeople(client: pg.PoolClient): Promise<ChangedPeople> {
  const { rows } = await client.query<{ count: number }>(
    'select count(distinct (lender_id, customer_number))::int as count from import_changed_people',
  )
  const { rows: changes } = await client.query<PersonChange>(
    `select line, customer_number as "customerNumber", loan_number as "loanNumber", "column", before, after
       from import_changed_people order by line, "column" limit $1`,
    [mostFaults],
  )
  return { count: rows[0]?.count ?? 0, changes }
}

/** One change as a sentence: `line 17, customer C-4: email "a@x.com" becomes "b@x.com"`. */
export function describeChange(change: PersonChange): string {
  const { line, customerNumber, loanNumber, column, before, after } = change
  const where = `line ${line}, customer ${customerNumber}`
  return loanNumber
    ? `${where}: loan ${loanNumber} passes to customer ${after}`
    : `${where}: ${column} ${quoted(before)} becomes ${quoted(after)}`
}

function quoted(value: string | null): string {
  return value === null ? 'nothing' : `"${value}"`
}
