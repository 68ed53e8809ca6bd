import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '#lib/demo/build.ts'
import { freePorts, importLoans, leftOf, processesOf, startDemo } from './running-demo.ts'

// Real processes. They are found in /proc, so these promises are only tested on Linux.
const onLinux = test.skipIf(process.platform !== 'linux')
const dataDir = mkdtempSync(join(tmpdir(), 'keyturn-supervision-'))
// PostgreSQL's own user must be able to enter it when we are root.
chmodSync(dataDir, 0o755)
const postgres = /postgres/

beforeAll(() => build(), 180_000)

afterAll(() => {
  for (const { pid } of processesOf(dataDir)) process.kill(pid, 'SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

onLinux(
  'Ctrl-C leaves no process behind; meanwhile loans can be imported and a second demo stays out',
  async () => {
    const demo = await startDemo(dataDir)
    await demo.up()
    const imported = await importLoans(dataDir, ['examples/loan-book.csv', '--dry-run'])
    expect(imported).toMatchObject({ code: 0, complained: '' })

    const second = await (await startDemo(dataDir)).ended
    expect(second).toMatchObject({
      code: 1,
      complained: `A demo is running on the data folder ${dataDir} already. Stop it, or choose another folder with DATA_DIR.\n`,
    })
    expect((await fetch(`http://127.0.0.1:${demo.web}/api/health/ready`)).status).toBe(200)

    await turnPhoneOff(demo.world)
    demo.child.kill('SIGINT')
    expect(await demo.ended).toMatchObject({ code: 0, complained: '' })
    expect(await leftOf(dataDir)).toEqual([])
  },
  120_000,
)

onLinux(
  'loans can be imported while no demo runs, and nothing is left behind',
  async () => {
    const imported = await importLoans(dataDir, ['examples/loan-book.csv', '--dry-run'])
    expect(imported).toMatchObject({ code: 0, complained: '' })
    expect(await leftOf(dataDir)).toEqual([])
  },
  60_000,
)

onLinux(
  'a second start builds nothing and keeps its data; SIGTERM leaves no process behind',
  async () => {
    const demo = await startDemo(dataDir)
    await demo.up()
    expect(demo.said()).not.toContain('Building')
    expect(await firstPhone(demo.world)).toMatchObject({ online: false })
    demo.child.kill('SIGTERM')
    expect((await demo.ended).code).toBe(0)
    expect(await leftOf(dataDir)).toEqual([])
  },
  60_000,
)

onLinux.each([
  ['portal', /next\b.*\bstart|next-server/],
  ['worker', /worker\/worker\.ts/],
  ['outside world', /world\/main\.ts/],
])(
  'when the %s is killed, one sentence says so and everything ends',
  async (name, command) => {
    const demo = await startDemo(dataDir)
    await demo.up()
    kill(processesOf(dataDir).find((one) => command.test(one.command)))
    expect(await demo.ended).toMatchObject({
      code: 1,
      complained: `The ${name} ended by itself (SIGKILL), so the demo stops.\n`,
    })
    expect(await leftOf(dataDir)).toEqual([])
  },
  60_000,
)

onLinux(
  'when PostgreSQL is killed and stays away, one sentence says so and everything ends',
  async () => {
    const demo = await startDemo(dataDir)
    await demo.up()
    kill(processesOf(dataDir).find(({ command }) => / -D /.test(command)))
    const { code, complained } = await demo.ended
    expect(code).toBe(1)
    // One that was still starting may be the first to notice.
    const last = /^(PostgreSQL|The [a-z ]+) ended by itself.*, so the demo stops\.$/gm
    expect(complained.match(last)).toHaveLength(1)
    expect(await leftOf(dataDir)).toEqual([])
  },
  90_000,
)

onLinux(
  'when the supervisor is killed, the others end by themselves and the next start adopts PostgreSQL',
  async () => {
    const demo = await startDemo(dataDir)
    await demo.up()
    kill(processesOf(dataDir).find(({ command }) => command.includes('lib/demo/main.ts')))
    expect((await demo.ended).code).toBe(1)
    const orphans = await leftOf(dataDir, postgres)
    const [server] = orphans.filter(({ command }) => / -D /.test(command))
    expect(orphans.every(({ command }) => postgres.test(command))).toBe(true)

    const next = await startDemo(dataDir)
    await next.up()
    expect(processesOf(dataDir)).toContainEqual(server)
    next.child.kill('SIGTERM')
    expect((await next.ended).code).toBe(0)
    expect(await leftOf(dataDir)).toEqual([])
  },
  120_000,
)

onLinux(
  'when npm’s own process is killed, everything ends',
  async () => {
    const demo = await startDemo(dataDir)
    await demo.up()
    demo.child.kill('SIGKILL')
    await demo.ended
    expect(await leftOf(dataDir)).toEqual([])
  },
  60_000,
)

onLinux(
  'Ctrl-C while it is still starting leaves no process behind',
  async () => {
    const demo = await startDemo(dataDir)
    await startedPostgres()
    demo.child.kill('SIGINT')
    expect((await demo.ended).code).toBe(0)
    expect(await leftOf(dataDir)).toEqual([])
  },
  60_000,
)

test('a port in use is one sentence that names the setting', async () => {
  const holder = createServer()
  await new Promise<void>((done) => holder.listen(0, done))
  const address = holder.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const demo = await startDemo(dataDir, { ...(await freePorts()), world: port })
  expect(await demo.ended).toEqual({
    code: 1,
    said: '',
    complained: `Port ${port} is in use. Stop what uses it, or choose another with WORLD_PORT.\n`,
  })
  holder.close()
})

test.each(['/dev/null/data', '/proc/keyturn/data'])(
  'a data folder that cannot be written is one sentence (%s)',
  async (folder) => {
    const demo = await startDemo(folder)
    expect(await demo.ended).toEqual({
      code: 1,
      said: '',
      complained: `The data folder ${folder} cannot be written. Choose another with DATA_DIR.\n`,
    })
  },
)

test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'as root, with a data folder that PostgreSQL’s user cannot enter, one sentence says where the data is instead',
  async () => {
    const closed = mkdtempSync(join(tmpdir(), 'keyturn-closed-'))
    const first = await importLoans(closed, ['examples/loan-book.csv', '--dry-run'])
    const second = await importLoans(closed, ['examples/loan-book.csv', '--dry-run'])
    const sentence =
      /^PostgreSQL cannot run as root, and its own user cannot enter .+: its data is in (\/var\/tmp\/keyturn-\w+)\.$/m
    const [, elsewhere = ''] = sentence.exec(first.said) ?? []
    expect(second.said).toBe(first.said)
    expect(existsSync(join(elsewhere, 'postgres', 'PG_VERSION'))).toBe(true)
    expect(await leftOf(closed)).toEqual([])
    for (const folder of [closed, elsewhere]) rmSync(folder, { recursive: true, force: true })
  },
  60_000,
)

async function startedPostgres(): Promise<void> {
  while (!processesOf(dataDir).some(({ command }) => command.includes('-D')))
    await new Promise((done) => setTimeout(done, 20))
}

type PhoneSeen = { id: string; lenderSlug: string; online: boolean }

async function firstPhone(world: number): Promise<PhoneSeen | undefined> {
  const phones = await (await fetch(`http://127.0.0.1:${world}/phones.json`)).json()
  return (phones as PhoneSeen[]).find(({ id }) => id === phoneTurnedOff.id)
}

const phoneTurnedOff = { id: '' }

async function turnPhoneOff(world: number): Promise<void> {
  const phones = await (await fetch(`http://127.0.0.1:${world}/phones.json`)).json()
  const phone = (phones as PhoneSeen[]).find(({ online }) => online)
  phoneTurnedOff.id = phone?.id ?? ''
  await fetch(`http://127.0.0.1:${world}/phones/${phone?.lenderSlug}/${phone?.id}/online`, {
    method: 'POST',
    body: 'online=false',
  })
}

// Process 0 would be this run itself.
function kill(victim: { pid: number } | undefined): void {
  if (!victim) throw new Error('No such process is running')
  process.kill(victim.pid, 'SIGKILL')
}
