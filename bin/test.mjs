// Installs if needed, then runs every check with the Node that the project brings.
import { spawnSync } from 'node:child_process'
import { ensureInstalled, node, withOwnTools } from './ensure-installed.mjs'

ensureInstalled()
const { status } = spawnSync(node, ['tests/run.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: withOwnTools(),
})
process.exit(status ?? 1)
