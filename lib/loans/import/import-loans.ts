import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import pg from 'pg'
import type { Fault } from './columns.ts'
import { type FaultList, faultList, mostFaults } from './faults.ts'
import type { KnownLenders } from './read-row.ts'
import { stageRows } from './stage-rows.ts'

export type ImportOptions = {
  /** Opens the file from its start; asked again when the database had to break a deadlock. */
  open: () => Readable
  fileName: string
  /** Does everything and keeps nothing. */
  dryRun?: boolean
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

export type ImportResult =
  | { ok: true; dryRun: boolean; lenders: LenderCounts[] }
  /** Nothing was changed. `faults` are the first of `faultCount`. */
  | { ok: false; faults: Fault[]; faultCount: number }

const mostTries = 3
const manyLoans = 1_000
const deadlock = '40P01'

/**
 * Loads or updates loans from a loan book (docs/loan-book.md): all of it, or nothing.
 * A door: it holds one transaction of its own, because COPY needs the connection itself.
 * Two imports wait for each other. Throws what the file or the database throws, with nothing changed.
 */
export async function importLoans(pool: pg.Pool, options: ImportOptions): Promise<ImportResult> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTransaction(pool, (client) => run(client, options))
    } catch (cause) {
      const isDeadlock = cause instanceof pg.DatabaseError && cause.code === deadlock
      if (!isDeadlock || tries === mostTries) throw cause
    }
  }
}

async function inTransaction(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<ImportResult>,
): Promise<ImportResult> {
  const client = await pool.connect()
  let finished = false
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query(result.ok && !result.dryRun ? 'commit' : 'rollback')
    finished = true
    return result
  } finally {
    // A connection left inside a transaction is closed, which undoes it.
    client.release(!finished)
  }
}

async function run(client: pg.PoolClient, options: ImportOptions): Promise<ImportResult> {
  const { open, fileName, dryRun = false, onProgress = () => {} } = options
  await takeTurn(client, onProgress)
  await client.query("select set_config('keyturn.import_file_name', $1, true)", [fileName])
  await runFile(client, '1-stage')
  const faults = faultList()
  const staged = await stageRows(client, open(), {
    lenders: await knownLenders(client),
    faults,
    onRows: (rows) => onProgress({ step: 'reading', rows }),
  })
  if (staged !== undefined) {
    onProgress({ step: 'checking' })
    await runFile(client, '2-check')
    await collectFaults(client, faults)
  }
  if (faults.count() > 0) return { ok: false, faults: faults.kept(), faultCount: faults.count() }
  onProgress({ step: 'comparing' })
  await runFile(client, '3-compare')
  onProgress({ step: 'writing' })
  for (const name of ['4-money', '5-people-and-phones', '6-schedules-and-books'])
    await runFile(client, name)
  const lenders = await countByLender(client)
  if (lenders.some(({ created }) => created >= manyLoans)) await runFile(client, '7-analyze')
  return { ok: true, dryRun, lenders }
}

async function takeTurn(
  client: pg.PoolClient,
  onProgress: (progress: ImportProgress) => void,
): Promise<void> {
  const key = "hashtextextended('keyturn loan import', 0)"
  const { rows } = await client.query(`select pg_try_advisory_xact_lock(${key}) as taken`)
  if (rows[0]?.taken) return
  onProgress({ step: 'waiting for another import' })
  await client.query(`select pg_advisory_xact_lock(${key})`)
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

async function knownLenders(client: pg.PoolClient): Promise<KnownLenders> {
  const { rows } = await client.query<{
    slug: string
    id: string
    locale: string
    country: string | null
    providers: string[]
  }>(`
    select slug, lenders.id, locale, country, array_remove(array_agg(provider order by provider), null) as providers
      from lenders left join mdm_connections on lender_id = lenders.id
     group by lenders.id order by slug`)
  return new Map(
    rows.map(({ slug, id, locale, country, providers }) => [
      slug,
      { id, locale, country, providers: new Set(providers) },
    ]),
  )
}

async function countByLender(client: pg.PoolClient): Promise<LenderCounts[]> {
  const { rows } = await client.query<LenderCounts>(`
    select slug as lender, count(*)::int as rows,
           count(*) filter (where is_new)::int as created,
           count(*) filter (where not is_new and changed <> '{}')::int as updated,
           count(*) filter (where not is_new and changed = '{}')::int as unchanged,
           (select count(*)::int from import_ended_plans as ended
             where ended.lender_id = lenders.id) as "plansEnded",
           (select coalesce(jsonb_object_agg(name, times), '{}')
              from (select name, count(*) as times
                      from import_loans as one cross join unnest(one.changed) as name
                     where one.lender_id = lenders.id and not one.is_new group by name) as change) as changes
      from import_loans join lenders on lenders.id = lender_id
     group by lenders.id order by slug`)
  return rows
}
