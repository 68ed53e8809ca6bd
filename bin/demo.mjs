// Installs if needed, then runs the demo with the Node that the project brings.
import { spawn } from 'node:child_process'
import { ensureInstalled, node, withOwnTools } from './ensure-installed.mjs'

ensureInstalled()
const demo = spawn(node, ['lib/demo/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: withOwnTools(),
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal))
demo.on('exit', (code) => process.exit(code ?? 1))
