import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { freePort } from '#lib/demo/free-port.ts'
import { chance } from '#tests/chaos/chance.ts'
import { keys, type Outside, startOutside } from '#tests/chaos/outside.ts'
import { openCheckout } from '#tests/chaos/payer.ts'
import { untilReady } from '#tests/chaos/stack.ts'

// From a folder of this version with nothing installed, and an empty database, to a paid and opened phone by what docs/
// tells an operator, each command as it is written. What npm fetches comes from its cache where it has it.
const host = 'pay.serendib.example'
const database = `walk_${process.pid}`
const folder = join(tmpdir(), `keyturn-walk-${process.pid}`)
const book = resolve('.data/test/operators-walk.csv')
const dataKey = randomBytes(32).toString('base64')
const running: ChildProcess[] = []
let lockServiceSecret = ''
let outside: Outside | undefined

afterAll(async () => {
  for (const child of running) {
    const ended = once(child, 'exit')
    if (child.exitCode === null && child.kill('SIGTERM')) await ended
  }
  await outside?.close()
  await rm(folder, { recursive: true, force: true })
  await onServer(`drop database if exists ${database} with (force)`)
})

test('what docs/operations.md says leads from nothing to a paid and opened phone', async () => {
  await copyOfThisVersion()
  const locked = lockedPackages()
  await onServer(`create database ${database}`)
  const port = await freePort()
  const world = await startOutside({
    webhookUrl: `http://127.0.0.1:${port}/api/webhooks/stripe`,
    callbackBase: `http://127.0.0.1:${port}`,
    secretOf: () => lockServiceSecret,
  })
  outside = world
  const run = runIn(environmentOf(world, port))
  await enrolPhones(world, ['ex-101', 'ex-102'])

  const [starting, preparing] = parted(written('docs/operations.md', '## Processes'))
  expect(preparing).toEqual(['npm ci --omit=dev', 'npm run build', 'npm run migrate'])
  for (const command of preparing.slice(0, -1)) await runIn(bareEnvironment())(command)
  expect(await run(preparing.at(-1) ?? '')).toContain('Applied 0001_lenders')
  for (const command of written('docs/operations.md', '## A lender')) {
    const said = await run(command)
    lockServiceSecret ||= /^[\w-]{43}$/m.exec(said)?.[0] ?? ''
  }
  expect(lockServiceSecret, 'the secret that was printed').not.toBe('')
  const moved = `npm run lock-service -- --lender serendib --provider http --url ${world.url}/mdm/serendib`
  expect(await run(moved)).toContain(`unlocks are sent to ${world.url}`)
  for (const command of written('docs/operations.md', '## Staff')) await run(command)
  await writeFile(book, serendibOnly(readFileSync('examples/loan-book.csv', 'utf8')))
  const imports = written('docs/loan-book.md', '# ').map((one) => one.replace('FILE.csv', book))
  for (const command of imports) await run(command)

  expect(starting).toEqual(['npm start', 'npm run worker'])
  for (const command of starting) start(command, environmentOf(world, port))
  await untilReady(port)
  const payer = { outside: world, ports: [port], random: chance(1), host: `${host}:${port}` }
  const payCode = await shownLink(world, 'ex-102')
  const checkoutUrl = await openCheckout(payer, { payCode })
  expect(phone(world, 'ex-102')).toMatchObject({ locked: true })
  world.stripe.pay(checkoutUrl.slice(checkoutUrl.lastIndexOf('/') + 1))
  await until(() => phone(world, 'ex-102')?.locked === false)
  await until(async () => (await onWalk('select state from unlocks'))[0]?.state === 'confirmed')
  expect(phone(world, 'ex-101')).toMatchObject({ locked: true })
  expect(lockedPackages(), 'as they were before the commands').toEqual(locked)
}, 1_200_000)

function lockedPackages(): string[] {
  return ['package.json', 'package-lock.json'].map((file) =>
    readFileSync(join(folder, file), 'utf8'),
  )
}

/** The product as it is delivered: nothing installed, nothing built. */
async function copyOfThisVersion(): Promise<void> {
  const made =
    /^(?:node_modules|tests|test-results|playwright-report|next-env\.d\.ts|\.git|\.data|\.next.*|.*\.tsbuildinfo)$/
  await mkdir(folder, { recursive: true })
  await cp('.', folder, {
    recursive: true,
    filter: (path) => !made.test(basename(path)) || resolve(path) !== resolve(basename(path)),
  })
}

// What starts a process that runs on, and what comes before.
function parted(commands: string[]): [starting: string[], preparing: string[]] {
  const isStart = (command: string) => /^npm (?:start|run worker)$/.test(command)
  return [commands.filter(isStart), commands.filter((command) => !isStart(command))]
}

/** The commands in the fenced blocks of a part of a document, without their remarks. */
function written(file: string, heading: string): string[] {
  const whole = readFileSync(file, 'utf8')
  const [part = ''] = whole.slice(whole.indexOf(heading)).split('\n## ', 1)
  const blocks = [...part.matchAll(/^```\n([\s\S]*?)^```/gm)].map(([, block = '']) => block)
  const commands = blocks
    .join('')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/ {2,}#.*$/, '').trim())
    .filter((line) => /^npm (?:ci|start|run) ?/.test(line))
  expect(commands.length, `commands in ${file}`).toBeGreaterThan(1)
  return commands
}

// Nothing is set yet; npm asks its cache first and says nothing of audits and news.
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '' } = process.env
  const npm = { npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' }
  return { PATH, HOME, NODE_ENV: 'production', ...npm }
}

function environmentOf({ url, smtpPort }: Outside, port: number): NodeJS.ProcessEnv {
  return {
    ...bareEnvironment(),
    PORT: String(port),
    DATABASE_URL: addressOf(database),
    PORTAL_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    DATA_KEY: dataKey,
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_API_BASE: url,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'Keyturn <portal@keyturn.example>',
    LOG_LEVEL: 'error',
  }
}

function runIn(env: NodeJS.ProcessEnv) {
  return async (command: string): Promise<string> => {
    const child = spawn('sh', ['-c', command], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [said, complained] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    // That a library is old is npm's to say.
    const ofOurs = complained.replace(/^npm (?:warn|notice).*\n?/gm, '')
    expect({ command, code: child.exitCode, complained: ofOurs }).toEqual({
      command,
      code: 0,
      complained: '',
    })
    return said
  }
}

function start(command: string, env: NodeJS.ProcessEnv): void {
  const [file = '', ...args] = command.split(' ')
  running.push(spawn(file, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] }))
}

async function enrolPhones({ url, mdm }: Outside, ids: string[]): Promise<void> {
  const body = JSON.stringify(ids.map((id) => ({ id, locked: true })))
  await mdm.handle(new Request(`${url}/mdm/serendib/phones`, { method: 'POST', body }))
}

function phone({ mdm }: Outside, id: string) {
  return mdm.phone('serendib', id)
}

/** What the lock screen shows, once the worker has had it shown. */
async function shownLink(world: Outside, id: string): Promise<string> {
  const link = () => phone(world, id)?.payLink ?? phone(world, id)?.message?.link
  await until(() => Boolean(link()))
  return String(link()).split('/p/')[1] ?? ''
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(200)
}

function serendibOnly(file: string): string {
  const [head, ...rows] = file.split('\n')
  return [head, ...rows.filter((row) => row.startsWith('serendib,')), ''].join('\n')
}

function addressOf(name: string): string {
  const address = new URL(inject('postgresUrl'))
  address.pathname = `/${name}`
  return address.href
}

async function onServer(statement: string): Promise<void> {
  await ask('postgres', statement)
}

function onWalk(statement: string): Promise<{ state?: string }[]> {
  return ask(database, statement)
}

async function ask(name: string, statement: string): Promise<{ state?: string }[]> {
  const client = new pg.Client(addressOf(name))
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
