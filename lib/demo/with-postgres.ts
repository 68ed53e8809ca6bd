import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ending } from './ending.ts'
import { demoEnvironment, notedAddresses } from './environment.ts'
import { createDatabaseIfMissing, startPostgres } from './postgres.ts'

// node lib/demo/with-postgres.ts SCRIPT …: the script runs on the demo's own database, which is started for it when the
// demo is not running.
const [script, ...rest] = process.argv.slice(2)
if (!script) throw new Error('usage: with-postgres.ts SCRIPT [ARGUMENT …]')
const { holding, end } = ending()

try {
  await end(await run(await environment()))
} catch (cause) {
  await end(1, cause instanceof Error ? cause.message : String(cause))
}

async function environment(): Promise<NodeJS.ProcessEnv> {
  const folder = process.env.DATA_DIR || '.data'
  const postgres = await holding(startPostgres(folder), (it) => it.stop())
  await createDatabaseIfMissing(postgres, 'keyturn')
  const noted = process.env.PORT ? {} : notedAddresses(folder)
  const own = { ...process.env, DATABASE_URL: postgres.url('keyturn') }
  return { ...demoEnvironment(postgres), ...noted, ...own }
}

async function run(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [script ?? '', ...rest], { stdio: 'inherit', env })
  const ended = once(child, 'exit')
  holding(
    ended,
    () => {},
    () => child.kill(),
  )
  const [code] = await ended
  return code ?? 1
}
