import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const usual = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium on this machine: what is there, else Playwright's own download, else the system's package. Throws one sentence. */
export function findChromium(): string {
  const found =
    there() ?? (download() ? there() : undefined) ?? (installPackage() ? there() : undefined)
  if (found) return found
  throw new Error(
    'The browser tests need Chromium: install the package "chromium", or set CHROMIUM_PATH.',
  )
}

function there(): string | undefined {
  return [...usual, chromium.executablePath()].find((path) => path && existsSync(path))
}

function download(): boolean {
  console.log('Getting Chromium for the browser tests (once) …')
  return (
    spawnSync('playwright', ['install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
      .status === 0
  )
}

function installPackage(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  return spawnSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'ignore' }).status === 0
}
