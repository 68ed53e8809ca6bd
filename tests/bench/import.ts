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
import type { BundledPostgres } from '#lib/demo/postgres.ts'
import { columns } from '#lib/loans/import/columns.ts'
import { bigBook } from './big-book.ts'
import { say } from './say.ts'
import { waitingPayer } from './waiting-payer.ts'

const command = new URL('../../lib/loans/import/import-command.ts', import.meta.url).pathname
const database = `bench_${process.pid}`

type Book = { loans: number; installments: number }

/** How long the real command takes for a large book, its peak memory, and how long a payer waits meanwhile. */
export async function imports(postgres: BundledPostgres, book: Book): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'loan-book-'))
  const file = join(folder, 'loans.csv')
  const url = postgres.url(database)
  const measure = (name: string, aim = '—') =>
    measureCommand(postgres, { name, file, aim, ...book })
  await admin(postgres, `create database ${database}`)
  try {
    await prepare(url)
    await write(file, book, 0)
    await measure('first import', '< 60 s, < 300 MB')
    await measure('again, unchanged')
    await write(file, book, 1)
    const payer = await waitingPayer(url)
    await measure('again, every loan paid one installment more')
    say(
      '    whoever paid during that one waited at most, ms',
      (await payer.longestMs()).toFixed(0),
      '≤ 1,000',
    )
  } finally {
    await admin(postgres, `drop database ${database} with (force)`)
    await rm(folder, { recursive: true })
  }
}

async function admin(postgres: BundledPostgres, statement: string): Promise<void> {
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

async function write(file: string, book: Book, paidInstallments: number): Promise<void> {
  const rows = bigBook({ lender: 'bench', ...book, paidInstallments })
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

type Run = Book & { name: string; file: string; aim: string }

async function measureCommand(
  postgres: BundledPostgres,
  { name, file, aim, loans, installments }: Run,
): Promise<void> {
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
  say(
    `(k) ${name}: ${loans} loans × ${installments} installments`,
    `${seconds.toFixed(1)} s, peak ${peakMegabytes.toFixed(0)} MB`,
    aim,
  )
}
