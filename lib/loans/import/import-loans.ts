import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import pg from 'pg'
import { type ChangedPeople, changedPeople, nobody } from './changed-people.ts'
import type { Fault } from './columns.ts'
import { type FaultList, faultList, mostFaults } from './faults.ts'
import { knownLenders } from './known-lenders.ts'
import { type Placeholders, type PlaceholderTally, placeholderTally } from './placeholders.ts'
import { stageRows } from './stage-rows.ts'

export type ImportOptions = {
  /** Opens the file from its start. */
  open: () => Readable
  fileName: string
  /** Does everything and keeps nothing. */
  dryRun?: boolean
  /** Whether people who are known may be called or reached otherwise, and loans may pass to others. */
  acceptChangedPeople?: boolean
  /** Who runs it, for the audit log. */
  by?: string
  onProgress?: (progress: ImportProgress) => void
}

export type ImportProgress =
  | { step: 'waiting for another import' }
  | { step: 'reading'; rows: number }
  | { step: 'checking' | 'comparing' | 'writing' }

export type LenderCounts = {
  lender: string
  rows: number
  created: number
  updated: number
  unchanged: number
  /** Plans that ended because the file has other installments. */
  plansEnded: number
  /** How many existing loans differ, by column. */
  changes: Record<string, number>
}

export type ImportResult = { placeholders: Placeholders } & (
  | { ok: true; dryRun: boolean; lenders: LenderCounts[]; people: ChangedPeople }
  /** Nothing was changed. `faults` are the first of `faultCount`; without any, people would change. */
  | { ok: false; faults: Fault[]; faultCount: number; people: ChangedPeople }
)

const mostTries = 3
const manyLoans = 1_000
const deadlock = '40P01'

/**
 * Loads or updates loans from a loan book (docs/loan-book.md). The whole file is checked and compared before anything is
 * written; then it is written in batches, each with the locks of its own loans only, so that whoever pays meanwhile
 * waits for one batch at most. A door: COPY needs the connection itself. Two imports wait for each other. Throws what the
 * file or the database throws: what is written by then stays, and the same file again writes the rest.
 */
export async function importLoans(pool: pg.Pool, options: ImportOptions): Promise<ImportResult> {
  const client = await pool.connect()
  try {
    return await run(client, options)
  } finally {
    // Closed, with its temporary tables and its turn.
    client.release(true)
  }
}

async function run(client: pg.PoolClient, options: ImportOptions): Promise<ImportResult> {
  const { fileName, by = 'operator', dryRun = false, onProgress = () => {} } = options
  // Reading a large file and comparing it takes its time.
  await client.query('set statement_timeout = 0; set lock_timeout = 0')
  await takeTurn(client, onProgress)
  await client.query(
    "select set_config('keyturn.import_file_name', $1, false), set_config('keyturn.import_by', $2, false)",
    [fileName, by],
  )
  await client.query('begin')
  const tally = placeholderTally()
  const faults = await readBook(client, options, tally)
  const placeholders = tally.found()
  if (faults.count() > 0)
    return {
      ok: false,
      faults: faults.kept(),
      faultCount: faults.count(),
      people: nobody,
      placeholders,
    }
  onProgress({ step: 'comparing' })
  await runFile(client, '3-compare')
  const people = await changedPeople(client)
  if (people.count > 0 && !options.acceptChangedPeople)
    return { ok: false, faults: [], faultCount: 0, people, placeholders }
  await client.query('commit')
  onProgress({ step: 'writing' })
  const plansEnded = await writeBook(client, dryRun)
  const lenders = await countByLender(client, plansEnded)
  if (!dryRun && lenders.some(({ created }) => created >= manyLoans))
    await runFile(client, '9-analyze')
  return { ok: true, dryRun, lenders, people, placeholders }
}

async function readBook(
  client: pg.PoolClient,
  { open, onProgress = () => {} }: ImportOptions,
  placeholders: PlaceholderTally,
): Promise<FaultList> {
  await runFile(client, '1-stage')
  const faults = faultList()
  const staged = await stageRows(client, open(), {
    lenders: await knownLenders(client),
    faults,
    placeholders,
    onRows: (rows) => onProgress({ step: 'reading', rows }),
  })
  if (staged !== undefined) {
    onProgress({ step: 'checking' })
    await runFile(client, '2-check')
    await collectFaults(client, faults)
  }
  return faults
}

type EndedPlans = Map<string, number>

/** Batch after batch; gives how many plans ended, by lender. */
async function writeBook(client: pg.PoolClient, dryRun: boolean): Promise<EndedPlans> {
  const { rows } = await client.query<{ last: string }>(
    'select coalesce(max(batch), 0) as last from import_batches',
  )
  const last = Number(rows[0]?.last)
  const ended: EndedPlans = new Map()
  for (let batch = Math.min(last, 1); batch <= last; batch += 1)
    await writeAgain(client, { batch, isLast: batch === last, dryRun, ended })
  return ended
}

type Batch = { batch: number; isLast: boolean; dryRun: boolean; ended: EndedPlans }

// The database may have to break a deadlock with whoever else holds two of its loans.
async function writeAgain(client: pg.PoolClient, batch: Batch): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await writeBatch(client, batch)
    } catch (cause) {
      await client.query('rollback')
      const isDeadlock = cause instanceof pg.DatabaseError && cause.code === deadlock
      if (!isDeadlock || tries === mostTries) throw cause
    }
  }
}

async function writeBatch(client: pg.PoolClient, { batch, isLast, dryRun, ended }: Batch) {
  await client.query('begin')
  await client.query("select set_config('keyturn.import_batch', $1, true)", [String(batch)])
  for (const name of ['4-batch', '5-money', '6-people-and-phones', '7-schedules-and-books'])
    await runFile(client, name)
  if (isLast) await runFile(client, '8-finish')
  const { rows } = await client.query<{ lender: string; plans: number }>(
    'select lender_id as lender, count(*)::int as plans from import_ended_plans group by lender_id',
  )
  await client.query(dryRun ? 'rollback' : 'commit')
  for (const { lender, plans } of rows) ended.set(lender, (ended.get(lender) ?? 0) + plans)
}

async function takeTurn(
  client: pg.PoolClient,
  onProgress: (progress: ImportProgress) => void,
): Promise<void> {
  const key = "hashtextextended('keyturn loan import', 0)"
  const { rows } = await client.query(`select pg_try_advisory_lock(${key}) as taken`)
  if (rows[0]?.taken) return
  onProgress({ step: 'waiting for another import' })
  await client.query(`select pg_advisory_lock(${key})`)
}

async function collectFaults(client: pg.PoolClient, faults: FaultList): Promise<void> {
  const { rows } = await client.query<Fault & { total: number }>(
    'select *, count(*) over ()::int as total from import_faults order by line limit $1',
    [mostFaults],
  )
  for (const { total, ...fault } of rows) faults.add(fault)
  faults.addMore((rows[0]?.total ?? 0) - rows.length)
}

async function runFile(client: pg.PoolClient, name: string): Promise<void> {
  await client.query(await readFile(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8'))
}

async function countByLender(client: pg.PoolClient, ended: EndedPlans): Promise<LenderCounts[]> {
  const { rows } = await client.query<LenderCounts & { id: string }>(`
    select lenders.id, slug as lender, count(*)::int as rows,
           count(*) filter (where is_new)::int as created,
           count(*) filter (where not is_new and changed <> '{}')::int as updated,
           count(*) filter (where not is_new and changed = '{}')::int as unchanged,
           (select coalesce(jsonb_object_agg(name, times), '{}')
              from (select name, count(*) as times
                      from import_book as one cross join unnest(one.changed) as name
                     where one.lender_id = lenders.id and not one.is_new group by name) as change) as changes
      from import_book join lenders on lenders.id = lender_id
     group by lenders.id order by slug`)
  return rows.map(({ id, ...counts }) => ({ ...counts, plansEnded: ended.get(id) ?? 0 }))
}
