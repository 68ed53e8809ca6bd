import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { deskRows } from './rows/desk.ts'
import { hardshipRows } from './rows/hardship.ts'
import { loanRows } from './rows/loans.ts'
import { moneyRows } from './rows/money.ts'
import { peopleRows } from './rows/people.ts'
import { phoneRows } from './rows/phones.ts'
import type { Ids, Row } from './rows/row.ts'

export type { Ids, Row } from './rows/row.ts'

/** A right row of every table, in an order in which they can be written. */
const rightRows = {
  ...loanRows,
  ...phoneRows,
  ...moneyRows,
  ...peopleRows,
  ...hardshipRows,
  ...deskRows,
}

export type Table = keyof typeof rightRows
export const tables = Object.keys(rightRows) as Table[]

const withoutId = [
  'breakers',
  'installments',
  'rate_limits',
  'data_keys',
  'payment_accounts',
  'return_checks',
  'dispute_answers',
  'buyer_reports',
  'sign_in_failures',
  'contact_stops',
]
const withOwnId = ['psp_events', 'payment_disputes', 'ledger_entries', 'audit_log', ...withoutId]
const withoutLender = [
  'lenders',
  'psp_events',
  'rate_limits',
  'data_keys',
  'payment_accounts',
  'workers',
]

let serial = 0

/** A right row of a table, new in all that must be unique, with the id by which it can be found. */
export function rightRow(table: Table, of: Ids): Row {
  serial += 1
  const digits = `${process.pid}${Date.now()}`.slice(-9) + `${serial}`.padStart(5, '0')
  return {
    ...(withOwnId.includes(table) ? {} : { id: randomUUID() }),
    ...(withoutLender.includes(table) ? {} : { lender_id: of.lenders }),
    ...rightRows[table](of, randomUUID(), digits),
  }
}

/** Writes rows of a table that say the same columns; an entry of the ledger with the one that balances it. */
export async function insertRows(db: pg.ClientBase, table: string, given: Row[]): Promise<void> {
  const rows = table === 'ledger_entries' ? given.flatMap((row) => [row, contraEntry(row)]) : given
  const columns = [...new Set(rows.flatMap(Object.keys))].join(', ')
  await db.query(
    `insert into ${table} (${columns}) overriding system value
     select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  )
}

function contraEntry(row: Row): Row {
  const contra = { ...row, account: 'lender_book', amount_minor: -Number(row.amount_minor) }
  return 'id' in row ? { ...contra, id: Number(row.id) + 1 } : contra
}
