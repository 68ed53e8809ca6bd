import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

export const node =
  process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node'
const stamp = 'node_modules/.keyturn-installed'

/** Runs `npm install` when node_modules is missing or older than package-lock.json. Ends the process when that fails. */
export function ensureInstalled() {
  process.chdir(new URL('..', import.meta.url).pathname)
  const wanted = createHash('sha256')
    .update(readFileSync('package.json'))
    .update(readFileSync('package-lock.json'))
    .digest('hex')
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing what Keyturn needs (once) …')
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
  })
  if (status !== 0 || !existsSync(node)) {
    console.error('npm install did not finish. Check the network and run the command again.')
    process.exit(1)
  }
  const lock = createHash('sha256')
    .update(readFileSync('package.json'))
    .update(readFileSync('package-lock.json'))
    .digest('hex')
  writeFileSync(stamp, lock)
}
