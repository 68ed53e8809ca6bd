import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ports } from './environment.ts'

const exitWithParent = new URL('./exit-with-parent.ts', import.meta.url).href
const nextScript = fileURLToPath(new URL('../../node_modules/next/dist/bin/next', import.meta.url))

type Part = { name: string; args: string[]; readyUrl?: string }

const parts: Part[] = [
  {
    name: 'outside world',
    args: ['lib/demo/world/main.ts'],
    readyUrl: `http://127.0.0.1:${ports.world}/phones.json`,
  },
  { name: 'worker', args: ['lib/worker/worker.ts'] },
  {
    name: 'portal',
    args: [nextScript, 'start', '-p', String(ports.web)],
    readyUrl: `http://127.0.0.1:${ports.web}/api/health/ready`,
  },
]

type Processes = {
  /** Starts them all and waits until they answer. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** The demo's processes. Any of them ending by itself ends all; the end of this process, however it comes, ends them. */
export function startProcesses(
  environment: Record<string, string>,
  end: (exitCode: number, sentence: string) => Promise<void>,
): Processes {
  const children: ChildProcess[] = []

  function launch({ name, args }: Part): void {
    const child = spawn(process.execPath, ['--import', exitWithParent, ...args], {
      env: { ...process.env, ...environment, NODE_ENV: 'production' },
      // Own group: Ctrl-C reaches this process alone, which then ends the others in order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    children.push(child)
    child.on('exit', (code, signal) =>
      end(1, `The ${name} ended by itself (${signal ?? `exit code ${code}`}), so the demo stops.`),
    )
  }

  return {
    async start() {
      for (const part of parts) launch(part)
      await Promise.all(
        parts.flatMap((part) => (part.readyUrl ? [untilAnswers(part.readyUrl)] : [])),
      )
    },
    async stop() {
      await Promise.all(children.map(stop))
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await Promise.race([ended, sleep(8_000, undefined, { ref: false })])
  child.kill('SIGKILL')
  await ended
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    // A connection kept from here may be closed by the other side the moment the next request uses it.
    const answer = await fetch(url, { headers: { connection: 'close' } }).catch(() => undefined)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error(`${url} did not answer within 30 seconds.`)
}
