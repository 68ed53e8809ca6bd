import { parseArgs } from 'node:util'
import { build } from './build.ts'
import { ending } from './ending.ts'
import { demoEnvironment, noteAddresses, ports } from './environment.ts'
import { isTaken } from './free-port.ts'
import { createDatabaseIfMissing, erasePostgres, startPostgres } from './postgres.ts'
import { claim } from './postgres-users.ts'
import { startProcesses } from './processes.ts'

const { values: options } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } })
const folder = process.env.DATA_DIR || '.data'
const { holding, end } = ending()

try {
  await runDemo()
} catch (cause) {
  await end(1, cause instanceof Error ? cause.message : String(cause))
}

async function runDemo(): Promise<void> {
  await requireFreePorts()
  if (options.fresh) await erasePostgres(folder)
  const onLost = () => void end(1, 'PostgreSQL ended by itself, so the demo stops.')
  const postgres = await holding(startPostgres(folder, { onLost }), (it) => it.stop())
  await requireOnlyDemo(postgres.url('postgres'))
  const building = new AbortController()
  await holding(
    build(building.signal),
    () => {},
    () => building.abort(),
  )
  for (const database of ['keyturn', 'world']) await createDatabaseIfMissing(postgres, database)
  const environment = { ...demoEnvironment(postgres), ...own(process.env) }
  noteAddresses(folder, environment)
  Object.assign(process.env, environment)
  const processes = startProcesses(environment, end)
  await holding(Promise.resolve(processes), (it) => it.stop())
  const { pool } = await import('#lib/db/client.ts')
  const { prepareLoanBook, enrolPhones } = await import('./prepare.ts')
  await prepareLoanBook()
  await processes.start()
  await enrolPhones()
  const { welcome } = await import('./welcome.ts')
  console.log(await welcome())
  // The demo itself needs the database no more; its processes have pools of their own.
  await pool().end()
}

// What the person running the demo set wins over what we would set.
function own(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = [
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'LOG_LEVEL',
    'SMTP_URL',
    'SMS_URL',
    'MAIL_FROM',
    'PORTAL_URL',
  ]
  return Object.fromEntries(
    names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  )
}

async function requireFreePorts(): Promise<void> {
  const wanted = [
    [ports.web, 'PORT'],
    [ports.world, 'WORLD_PORT'],
    [ports.smtp, 'SMTP_PORT'],
  ] as const
  for (const [port, setting] of wanted) {
    if (await isTaken(port))
      throw new Error(
        `Port ${port} is in use. Stop what uses it, or choose another with ${setting}.`,
      )
  }
}

// Two demos would point the same books at two worlds.
async function requireOnlyDemo(url: string): Promise<void> {
  if (await claim(url, 'keyturn demo')) return
  throw new Error(
    `A demo is running on the data folder ${folder} already. Stop it, or choose another folder with DATA_DIR.`,
  )
}
