import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { chromium } from '@playwright/test'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium with all its parts, if this machine has one: the small one without a window keeps no page for its Back button. */
export function wholeChromium(): string | undefined {
  return there()
}

type Way = () => string | undefined | Promise<string | undefined>

/**
 * A Chromium that starts on this machine: the one that was named, the one that npm brought, what is there, else
 * Playwright's own download, else the system's package. Throws one sentence.
 */
export async function findChromium(
  ways: Way[] = [named, fromPackage, there, download, installPackage],
): Promise<string> {
  for (const way of ways) {
    // A way that breaks off (no room on the disk, say) is one that does not lead there.
    const found = await Promise.try(way).catch(() => undefined)
    if (found && starts(found)) return found
  }
  throw new Error(
    'The browser tests need Chromium: install the package "chromium", or set CHROMIUM_PATH.',
  )
}

function named(): string | undefined {
  return process.env.CHROMIUM_PATH
}

const npmPackage = 'node_modules/@sparticuz/chromium'

// Built for Linux on x64 and without a window: a third of the work of a whole Chromium, and the same one everywhere.
async function fromPackage(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  if (!existsSync(npmPackage)) return undefined
  const { version } = JSON.parse(readFileSync(`${npmPackage}/package.json`, 'utf8'))
  const unpacked = resolve(`.data/chromium/headless-shell-${version}`)
  if (existsSync(unpacked)) return unpacked
  const part = `${unpacked}.${process.pid}`
  await mkdir(dirname(part), { recursive: true })
  const packed = createReadStream(`${npmPackage}/bin/chromium.br`)
  await pipeline(packed, createBrotliDecompress(), createWriteStream(part, { mode: 0o755 }))
  await rename(part, unpacked)
  return unpacked
}

function there(): string | undefined {
  return [...usual, chromium.executablePath()].find((path) => existsSync(path) && starts(path))
}

function download(): string | undefined {
  console.log('Getting Chromium for the browser tests (once) …')
  spawnSync('playwright', ['install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
  return there()
}

function installPackage(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'ignore' })
  return there()
}

function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}
