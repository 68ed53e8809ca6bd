import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
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
