// Runs a script with the Node that the project brings; without DATABASE_URL, beside the bundled PostgreSQL.
import { spawnSync } from 'node:child_process'
import { ensureInstalled, node, withOwnTools } from './ensure-installed.mjs'

ensureInstalled()
const { status } = spawnSync(node, ['lib/demo/with-postgres.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: withOwnTools(),
})
process.exit(status ?? 1)
