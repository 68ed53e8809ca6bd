import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const mark = 'node_modules/.keyturn-installed'

export const node =
  process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node'

/** Runs `npm ci` when node_modules is missing or not what the lockfile names. Ends the process when that fails. */
export function ensureInstalled() {
  process.chdir(root)
  if (existsSync(node) && existsSync(mark) && readFileSync(mark, 'utf8') === wanted()) return
  // All of it, also where the shell says NODE_ENV=production: the build and the tests are part of the commands.
  install('--include=dev')
  writeFileSync(mark, wanted())
}

/** Installs all of it when nothing is installed. */
export function ensureAnythingInstalled() {
  process.chdir(root)
  if (!existsSync(node)) ensureInstalled()
}

/** Runs `npm ci` without the tools of development when nothing is installed. Ends the process when that fails. */
export function ensureProductInstalled() {
  process.chdir(root)
  if (!existsSync(node)) install('--omit=dev')
}

function install(which) {
  console.log('Installing what Keyturn needs (once) …')
  const flags = [which, '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', ['ci', ...flags], { stdio: 'inherit' })
  if (status === 0 && existsSync(node)) return
  console.error('npm ci did not finish. Check the network and run the command again.')
  process.exit(1)
}

/** The environment with the project's own tools first on the PATH. */
export function withOwnTools() {
  const PATH = [`${process.cwd()}/node_modules/.bin`, process.env.PATH].join(delimiter)
  return { ...process.env, PATH, NEXT_TELEMETRY_DISABLED: '1' }
}

function wanted() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  return createHash('sha256')
    .update(JSON.stringify({ dependencies, devDependencies }))
    .update(readFileSync('package-lock.json'))
    .digest('hex')
}
