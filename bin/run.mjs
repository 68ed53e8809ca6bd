// Installs if needed, then runs one of the project's scripts with the Node that the project brings.
import { spawn } from 'node:child_process'
import { ensureInstalled, node, withOwnTools } from './ensure-installed.mjs'

/** Ends this process as the script ends; a signal reaches the script, and the script learns when this process dies. */
export function runScript(script, args = process.argv.slice(2)) {
  ensureInstalled()
  const child = spawn(node, [script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: withOwnTools(),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}
