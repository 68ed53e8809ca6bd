import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { type Ids, insertRows, type Row, rightRow, type Table, tables } from './right-rows.ts'

const past = '2026-01-01T00:00:00Z'
const states = (...names: string[]) => names.map((state) => ({ state }))

/** In what states the rows of a table stand by: a write that has lost its key finds one that it may change. */
const given: Partial<Record<Table, Row[]>> = {
  payments: [
    ...states('opening', 'open', 'processing', 'failed', 'expired', 'cancelled'),
    { state: 'paid', paid_minor: 1_000, paid_at: past, booked_at: past, effect: 'none' },
    { state: 'set_aside', set_aside_reason: 'loan_over' },
  ],
  unlocks: [
    ...states('requested', 'dispatching', 'retry_wait', 'accepted', 'delivered', 'confirmed'),
    ...states('rejected', 'failed', 'expired', 'superseded'),
  ].map((row) => ({ dispatched_at: past, accepted_at: past, ...row, ...confirmation(row.state) })),
  refunds: states('requested', 'requires_action', 'pending', 'succeeded', 'failed'),
  promises: [
    { state: 'open' },
    { state: 'kept', paid_minor: 1_000 },
    { state: 'broken', paid_minor: 0, decided_at: past },
  ],
  plans: states('asked', 'offered', 'active', 'kept', 'missed', 'withdrawn', 'expired'),
  returns: [
    ...states('offered', 'arranged', 'received', 'inspected', 'agreed', 'disputed', 'settled'),
    ...states('closed', 'withdrawn', 'expired'),
  ],
  holds: [{}, { ended_at: past, ended_by: 'system', end_reason: 'over' }],
  psp_events: [{ handled_at: past, outcome: 'ignored' }],
  mdm_connections: [{}, { paused_at: past, paused_reason: 'refused' }],
  approvals: [
    { state: 'waiting' },
    { state: 'approved', decided_at: past },
    { state: 'refused', decided_at: past },
  ],
  staff: [{ totp_confirmed_at: past, password_hash: 'by' }, {}],
  cases: [{}, { closed_at: past, closed_by: 'system' }],
}

function confirmation(state: string): Row {
  return state === 'confirmed' ? { confirmed_at: past } : {}
}

// Of a lender there is one of each; what is sent to its addresses would be sent to a bystander, too.
const lendersOwn: Table[] = ['settings_versions', 'webhook_endpoints', 'webhook_deliveries']

// Written by a library, by its own keys.
const nobodys: Table[] = ['rate_limits']

const families = Math.max(...Object.values(given).map((rows) => rows.length))

type Planted = { table: Table; row: Row }
let planted = new Map<Table, number>()
let writers: string[] = []
let lenderAwaited = false
// One that stays open: it plans the checks of a hundred foreign keys once.
let connections: pg.Pool

/**
 * Rows of other people in every table, in every state; of a lender that is there or of one of their own.
 * No test has to do with them: none may change them.
 */
async function plantBystanders(lenderId?: string): Promise<void> {
  const rows: Planted[] = []
  const lender: Ids = lenderId ? { lenders: lenderId } : {}
  for (let number = 0; number < families; number += 1) {
    const { ids, written } = familyOf(lender, number)
    lender.lenders ??= `${ids.lenders}`
    rows.push(...written)
  }
  writers.push(await write(rows))
  for (const { table } of rows) planted.set(table, (planted.get(table) ?? 0) + 1)
}

/** Writes the rows in one transaction, and gives its number. */
async function write(rows: Planted[]): Promise<string> {
  const db = await connections.connect()
  try {
    await db.query('begin')
    for (const table of tables) {
      const written = rows.filter((one) => one.table === table).map(({ row }) => row)
      if (written.length > 0) await insertRows(db, table, written)
    }
    const { rows: xids } = await db.query<{ xid: string }>(
      `select pg_current_xact_id()::xid::text as xid`,
    )
    await db.query('commit')
    return `${xids[0]?.xid}`
  } finally {
    db.release()
  }
}

/** The first lender of a file, and of each test, has others who stand by, too. */
export async function plantBeside(lenderId: string): Promise<void> {
  if (!lenderAwaited) return
  lenderAwaited = false
  await plantBystanders(lenderId)
}

function familyOf(lender: Ids, number: number): { ids: Ids; written: Planted[] } {
  const ids: Ids = { ...lender }
  const family: Partial<Record<Table, Row>> = {}
  for (const table of tables) {
    if (ids[table] || nobodys.includes(table)) continue
    if (lender.lenders && lendersOwn.includes(table)) continue
    const as = given[table] ?? [{}]
    const row: Row = {
      ...rightRow(table, ids),
      ...as[number % as.length],
      ...captured(table, family),
    }
    family[table] = row
    ids[table] = `${row.id}`
  }
  const written = Object.entries(family).map(([table, row]) => ({ table: table as Table, row }))
  return { ids, written }
}

/** The ledger holds for bystanders, too: money that came was booked. */
function captured(table: Table, { payments }: Partial<Record<Table, Row>>): Row {
  if (payments?.state !== 'paid' && payments?.state !== 'set_aside') return {}
  if (table === 'postings') return { cause: 'capture', cause_id: payments.payment_intent_id }
  if (table !== 'ledger_entries') return {}
  const entry = { payment_id: payments.id, amount_minor: 1_000 }
  return payments.state === 'paid'
    ? { ...entry, account: 'psp_clearing' }
    : { ...entry, account: 'suspense', loan_id: null }
}

/** Plants bystanders of another lender; after every test all are as they were planted. Call once for a database. */
export async function watchBystanders(): Promise<void> {
  planted = new Map()
  writers = []
  lenderAwaited = true
  connections = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: 1,
    idleTimeoutMillis: 0,
  })
  connections.on('error', () => {}) // a test may end any connection: there is another when it is needed
  await plantBystanders()
  beforeEach(() => {
    lenderAwaited = true
  })
  afterEach(async () => expect(await touchedBystanders(), 'bystanders are left alone').toEqual({}))
  afterAll(() => connections.end())
}

// A row that was changed was written by another transaction than the one that planted it.
async function touchedBystanders(): Promise<Record<string, string>> {
  const counts = tables
    .map(
      (table) =>
        `select '${table}' as "table", count(*)::int as left from ${table} where xmin::text = any($1)`,
    )
    .join(' union all ')
  const { rows } = await connections.query<{ table: Table; left: number }>(counts, [writers])
  const touched = rows
    .map(({ table, left }) => ({ table, left, of: plantedIn(table) }))
    .filter(({ left, of }) => left !== of)
  return Object.fromEntries(touched.map(({ table, left, of }) => [table, `${of - left} of ${of}`]))
}

function plantedIn(table: Table): number {
  const rows = planted.get(table) ?? 0
  return table === 'ledger_entries' ? 2 * rows : rows
}
