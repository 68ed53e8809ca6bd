// Installs if needed, then runs one of the project's scripts with the Node that the project brings.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import {
  ensureAnythingInstalled,
  ensureInstalled,
  ensureProductInstalled,
  node,
  withOwnTools,
} from './ensure-installed.mjs'

/** Ends this process as the script ends; a signal reaches the script, and the script learns when this process dies. */
export function runScript(script, args = process.argv.slice(2)) {
  ensureInstalled()
  runBeside(script, args)
}

/** The same for an operator's command: what is installed stays as it is, for a portal may be running on it. */
export function runData(script, args) {
  ensureAnythingInstalled()
  runBeside(script, args)
}

function runBeside(script, args) {
  follow(spawn(node, [script, ...args], asOurs(['inherit', 'inherit', 'inherit', 'ipc'])))
}

/** Turns this process into the script's, so that there is one process only; where that cannot be, runs it beside. */
export function becomeScript(script, args) {
  ensureProductInstalled()
  const own = resolve(node)
  if (process.execve) process.execve(own, [own, script, ...args], withOwnTools())
  else follow(spawn(node, [script, ...args], asOurs('inherit')))
}

function asOurs(stdio) {
  return { stdio, env: withOwnTools() }
}

function follow(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}
