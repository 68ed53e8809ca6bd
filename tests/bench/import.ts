import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { createPool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { demoEnvironment } from '#lib/demo/environment.ts'
import { startPostgres } from '#lib/demo/postgres.ts'
import { columns } from '#lib/loans/import/columns.ts'
import { bigBook } from './big-book.ts'
import { waitingPayer } from './waiting-payer.ts'

// node tests/bench/import.ts [LOANS] [INSTALLMENTS]: how long the real command takes, its peak
// memory, and how long a payer waits meanwhile.
const [loans = 100_000, installments = 12] = process.argv.slice(2).map(Number)
const command = new URL('../../lib/loans/import/command.ts', import.meta.url).pathname
const folder = await mkdtemp(join(tmpdir(), 'loan-book-'))
const postgres = await startPostgres(process.env.BENCH_DATA_DIR || '.data/bench-import')
const database = `bench_${process.pid}`
await admin(`create database ${database}`)
try {
  await prepare(postgres.url(database))
  const file = join(folder, 'loans.csv')
  await write(file, 0)
  await measure('first import', file)
  await measure('again, unchanged', file)
  await write(file, 1)
  const payer = await waitingPayer(postgres.url(database))
  await measure('again, every loan paid one installment more', file)
  console.log(`whoever paid meanwhile waited ${(await payer.longestMs()).toFixed(0)} ms at most`)
} finally {
  await admin(`drop database ${database} with (force)`)
  await postgres.stop()
  await rm(folder, { recursive: true })
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client(postgres.url('postgres'))
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function prepare(url: string): Promise<void> {
  const target = createPool(url, 1)
  await migrate(target)
  await target.query(`
    with lender as (
      insert into lenders (slug, host, name, locale, time_zone, currency, accent_color, help_phone, help_email,
                           help_hours, statement_descriptor, policy)
      values ('bench', 'bench.localhost', 'Bench', 'en', 'Asia/Colombo', 'LKR', '#0b6e63', '1', 'a@b.example', '-',
              'BENCH', '{}') returning id)
    insert into mdm_connections (lender_id, provider) select id, 'http' from lender`)
  await target.end()
}

async function write(file: string, paidInstallments: number): Promise<void> {
  const rows = bigBook({ lender: 'bench', loans, installments, paidInstallments })
  await pipeline(
    Readable.from(
      (function* () {
        yield `${columns.join(',')}\n`
        yield* rows
      })(),
    ),
    createWriteStream(file),
  )
}

async function measure(name: string, file: string): Promise<void> {
  const report = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))"
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, command, file],
    {
      env: { ...process.env, ...demoEnvironment(postgres), DATABASE_URL: postgres.url(database) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
  })
  child.stderr.on('data', (text) => {
    said += text
  })
  const [code] = await once(child, 'close')
  const seconds = (performance.now() - startedAt) / 1000
  const peakMegabytes = Number(/peak (\d+)/.exec(said)?.[1]) / 1024
  if (code !== 0) throw new Error(said)
  console.log(
    `${name}: ${loans} loans × ${installments} installments in ${seconds.toFixed(1)} s, peak ${peakMegabytes.toFixed(0)} MB`,
  )
}
