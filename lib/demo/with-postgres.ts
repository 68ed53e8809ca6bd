import { spawnSync } from 'node:child_process'
import { demoEnvironment } from './environment.ts'
import { createDatabaseIfMissing, startPostgres } from './postgres.ts'

// node lib/demo/with-postgres.ts SCRIPT …: with DATABASE_URL the script runs as it is;
// without, it runs on the demo's own database, which is started for it when the demo is not running.
const [script, ...rest] = process.argv.slice(2)
if (!script) throw new Error('usage: with-postgres.ts SCRIPT [ARGUMENT …]')

if (process.env.DATABASE_URL) {
  process.exitCode = run(process.env)
} else {
  const postgres = await startPostgres(process.env.DATA_DIR || '.data').catch(refuse)
  await createDatabaseIfMissing(postgres, 'keyturn')
  process.exitCode = run({ ...demoEnvironment(postgres), ...process.env })
  if (!postgres.adopted) await postgres.stop()
}

function run(environment: NodeJS.ProcessEnv): number {
  return (
    spawnSync(process.execPath, [script ?? '', ...rest], { stdio: 'inherit', env: environment })
      .status ?? 1
  )
}

function refuse(cause: Error): never {
  console.error(cause.message)
  process.exit(1)
}
