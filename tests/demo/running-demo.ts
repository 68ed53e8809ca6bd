import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#lib/demo/free-port.ts'

export type Ended = { code: number | null; said: string; complained: string }

type Started = {
  child: ChildProcess
  web: number
  world: number
  said(): string
  /** Resolves when the demo says that it is up; rejects when it ends before. */
  up(): Promise<void>
  ended: Promise<Ended>
}

type Ports = { web: number; world: number; smtp: number }

export async function freePorts(): Promise<Ports> {
  return { web: await freePort(), world: await freePort(), smtp: await freePort() }
}

/** `npm run demo` as npm runs it, with its data in `dataDir`. */
export async function startDemo(dataDir: string, given?: Ports): Promise<Started> {
  const ports = given ?? (await freePorts())
  const settings = { PORT: ports.web, WORLD_PORT: ports.world, SMTP_PORT: ports.smtp }
  const child = run(['bin/demo.mjs'], dataDir, settings)
  const [said, complained] = [batched(child.stdout), batched(child.stderr)]
  const ended = new Promise<Ended>((done) =>
    child.once('close', (code) => done({ code, said: said(), complained: complained() })),
  )
  return {
    child,
    web: ports.web,
    world: ports.world,
    said,
    ended,
    async up() {
      for (let tries = 0; tries < 600; tries += 1) {
        if (said().includes('Keyturn is up.')) return
        if (child.exitCode !== null) throw new Error(`ended early: ${complained()}`)
        await sleep(100)
      }
      throw new Error(`not up after a minute: ${said()} ${complained()}`)
    },
  }
}

/** `npm run loans:import` with these arguments. */
export function importLoans(dataDir: string, args: string[]): Promise<Ended> {
  const child = run(
    ['bin/with-database.mjs', 'lib/loans/import/import-command.ts', ...args],
    dataDir,
    {
      DATABASE_URL: 'demo',
      NODE_ENV: 'test',
    },
  )
  const [said, complained] = [batched(child.stdout), batched(child.stderr)]
  return new Promise((done) =>
    child.once('close', (code) => done({ code, said: said(), complained: complained() })),
  )
}

function run(
  args: string[],
  dataDir: string,
  settings: Record<string, string | number>,
): ChildProcess {
  const { PATH = '', HOME = '', NEXT_DIST_DIR = '' } = process.env
  const numbers = Object.entries(settings).map(([name, value]) => [name, String(value)])
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Only what a shell has: the settings of the tests are not the demo's.
    env: {
      PATH,
      HOME,
      NEXT_DIST_DIR,
      DATA_DIR: dataDir,
      NODE_ENV: 'production',
      ...Object.fromEntries(numbers),
    },
  })
}

function batched(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.on('data', (chunk) => {
    text += chunk
  })
  return () => text
}

export type Left = { pid: number; command: string }

/** The processes that live with this data folder, found by their environment and arguments. */
export function processesOf(dataDir: string): Left[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const command = read(`/proc/${name}/cmdline`)
      const isOurs = command.includes(dataDir) || read(`/proc/${name}/environ`).includes(dataDir)
      return isOurs ? [{ pid: Number(name), command: command.replaceAll('\0', ' ').trim() }] : []
    })
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Waits until only processes whose command matches `but` are left, and gives what is left. */
export async function leftOf(dataDir: string, but = /^$/): Promise<Left[]> {
  let left: Left[] = []
  for (let tries = 0; tries < 150; tries += 1) {
    left = processesOf(dataDir)
    if (left.every(({ command }) => but.test(command))) return left
    await sleep(100)
  }
  return left
}
