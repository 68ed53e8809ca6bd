// Installs if needed, then measures (tests/bench/run.ts).
import { spawnSync } from 'node:child_process'
import { ensureInstalled, node, withOwnTools } from './ensure-installed.mjs'

ensureInstalled()
const { status } = spawnSync(node, ['tests/bench/run.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: withOwnTools(),
})
process.exit(status ?? 1)
