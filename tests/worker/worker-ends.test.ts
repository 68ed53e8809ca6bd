import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createPool, database } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { freePort } from '#lib/demo/free-port.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase({ bystanders: false })
const run = promisify(execFile)

test.for(['npm', 'what npm started'] as const)(
  'a worker ends whole when %s is told to end',
  { timeout: 60_000 },
  async (whom) => {
    const port = await freePort()
    const env = { ...process.env, WORKER_PORT: String(port) }
    const npm = spawn('npm', ['run', 'worker'], { env, stdio: 'ignore' })
    await untilReady(npm, port)
    const children = await childrenOf(npm.pid)
    expect(children).toHaveLength(1)
    const ended = once(npm, 'exit')
    process.kill(whom === 'npm' ? (npm.pid ?? 0) : (children[0] ?? 0), 'SIGTERM')
    await ended
    await expect.poll(() => isReady(port)).toBe(false)
    for (const pid of children) await expect.poll(() => isThere(pid)).toBe(false)
  },
)

test('a worker waits for a database that is not prepared, says so once in a sentence, and starts once it is', async () => {
  const name = `unprepared_${randomBytes(6).toString('hex')}`
  await sql.raw(`create database ${name}`).execute(database())
  const url = (process.env.DATABASE_URL ?? '').replace(/[^/]+$/, name)
  const port = await freePort()
  const env = { ...process.env, DATABASE_URL: url, WORKER_PORT: String(port), LOG_LEVEL: 'warn' }
  const worker = spawn(process.execPath, ['lib/worker/worker.ts'], { env })
  let said = ''
  worker.stdout.on('data', (chunk) => {
    said += chunk
  })
  const isTold = () => said.match(/the worker cannot start yet/g)?.length
  await expect.poll(isTold, { timeout: 20_000 }).toBe(1)
  // It tries again each second.
  await sleep(2_500)
  expect(isTold()).toBe(1)
  expect(said).toContain(`The database \\"${name}\\" has not been prepared`)
  expect(said).not.toContain('stack')
  const pool = createPool(url, 2)
  await migrate(pool)
  await untilReady(worker, port)
  const ended = once(worker, 'exit')
  worker.kill('SIGTERM')
  await ended
  await pool.end()
  await sql.raw(`drop database ${name} with (force)`).execute(database())
}, 90_000)

async function untilReady(worker: ChildProcess, port: number): Promise<void> {
  while (worker.exitCode === null) {
    if (await isReady(port)) return
    await sleep(100)
  }
  throw new Error('the worker did not start')
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined)
  return answer?.status === 200
}

async function childrenOf(pid: number | undefined): Promise<number[]> {
  const { stdout } = await run('pgrep', ['-P', String(pid)])
  return stdout.trim().split('\n').map(Number)
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
