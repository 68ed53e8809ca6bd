import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createPool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { demoEnvironment } from '#lib/demo/environment.ts'
import { freePort } from '#lib/demo/free-port.ts'
import type { BundledPostgres } from '#lib/demo/postgres.ts'
import { encrypt } from '#lib/encrypt.ts'
import { fillBooks } from './books.ts'

export type Stack = {
  portal: string
  pool: pg.Pool
  loans: number
  /** Once; asking again changes nothing. */
  startWorker(): Promise<void>
  stop(): Promise<void>
}

type StackOptions = {
  project: string | undefined
  loans: number
  lockServiceUrl: string
  smtpUrl?: string
}

/** One portal process of `project` on a database of its own with `loans` loans; the worker starts when asked. */
export async function startStack(
  postgres: BundledPostgres,
  { project, loans, lockServiceUrl, ...own }: StackOptions,
): Promise<Stack> {
  const name = `bench_${loans}`
  await admin(postgres, `drop database if exists ${name} with (force)`)
  await admin(postgres, `create database ${name}`)
  const environment = {
    ...process.env,
    ...demoEnvironment({ url: () => postgres.url(name) }),
    NODE_ENV: 'production' as const,
    LOG_LEVEL: 'error',
    ...(own.smtpUrl && { SMTP_URL: own.smtpUrl }),
  }
  Object.assign(process.env, environment)
  const pool = createPool(postgres.url(name), 4)
  await migrate(pool)
  const lenderId = await fillBooks(pool, loans)
  await pool.query(
    `insert into mdm_connections (lender_id, provider, base_url, secret_encrypted) values ($1, 'http', $2, $3)`,
    [lenderId, lockServiceUrl, encrypt('bench', 'mdm-secret')],
  )
  const port = await freePort()
  const program = project
    ? ['node_modules/next/dist/bin/next', 'start', '-p', String(port)]
    : ['tests/bench/door.ts', String(port)]
  const web = spawn(process.execPath, program, {
    ...(project && { cwd: project }),
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const portal = `http://127.0.0.1:${port}`
  await untilAnswers(`${portal}/api/health/ready`)
  const children: ChildProcess[] = [web]
  process.once('exit', () => children.map((child) => child.kill('SIGKILL')))
  return {
    portal,
    pool,
    loans,
    async startWorker() {
      if (children.length > 1) return
      const worker = spawn(process.execPath, ['lib/worker/worker.ts'], {
        env: environment,
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      children.push(worker)
      await sleep(1_500)
    },
    async stop() {
      for (const child of children) child.kill('SIGKILL')
      await pool.end()
      await admin(postgres, `drop database ${name} with (force)`)
    },
  }
}

async function admin(postgres: BundledPostgres, statement: string): Promise<void> {
  const client = new pg.Client(postgres.url('postgres'))
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return
    await sleep(100)
  }
  throw new Error(`${url} did not answer`)
}
