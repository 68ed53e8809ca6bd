import { rm, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { build } from './build.ts'
import { demoEnvironment, ports } from './environment.ts'
import { isTaken } from './free-port.ts'
import { createDatabaseIfMissing, startPostgres } from './postgres.ts'
import { startProcesses } from './processes.ts'

const { values: options } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } })
const folder = process.env.DATA_DIR || '.data'

let stopPostgres = async () => {}

try {
  await runDemo()
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause)
  await stopPostgres()
  process.exit(1)
}

async function runDemo(): Promise<void> {
  await requireFreePorts()
  if (options.fresh) await startOver()
  build()
  const postgres = await startPostgres(folder)
  stopPostgres = postgres.stop
  for (const database of ['keyturn', 'world']) await createDatabaseIfMissing(postgres, database)
  const environment = { ...demoEnvironment(postgres), ...own(process.env) }
  Object.assign(process.env, environment)
  const processes = startProcesses(environment, async () => postgres.stop())
  const { prepareBooks, enrolPhones } = await import('./prepare.ts')
  await prepareBooks()
  await processes.start()
  await enrolPhones()
  await writeAddresses(environment)
  const { welcome } = await import('./welcome.ts')
  console.log(await welcome())
}

// Where everything is, for psql, scripts and tests that want to look inside.
async function writeAddresses(environment: Record<string, string>): Promise<void> {
  const addresses = {
    portal: environment.PORTAL_URL,
    world: `http://localhost:${ports.world}`,
    databaseUrl: environment.DATABASE_URL,
  }
  await writeFile(`${folder}/demo.json`, `${JSON.stringify(addresses, null, 2)}\n`)
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

async function startOver(): Promise<void> {
  const postgres = await startPostgres(folder)
  await postgres.stop()
  await rm(`${folder}/postgres`, { recursive: true, force: true })
}
