import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { alone } from './alone.ts'

const run = promisify(execFile)
const nextScript = fileURLToPath(new URL('../../node_modules/next/dist/bin/next', import.meta.url))

const sources = [
  'app/**/*',
  'components/**/*',
  'lib/**/*.ts',
  'messages/**/*',
  'public/**/*',
  '*.ts',
  'package-lock.json',
  '*.mjs',
]
// Written by the build itself.
const exclude = ['next-env.d.ts']

/**
 * Builds the portal unless the build at hand is of these very sources. Rejects when the build fails;
 * `stop` ends it half-way.
 */
export async function build(stop?: AbortSignal): Promise<void> {
  const folder = process.env.NEXT_DIST_DIR || '.next'
  await mkdir('.data', { recursive: true })
  await alone(join('.data', `build${folder.replaceAll('/', '-')}.lock`), () =>
    buildInto(folder, stop),
  )
}

async function buildInto(folder: string, stop: AbortSignal | undefined): Promise<void> {
  const stamp = join(folder, 'keyturn-sources')
  const wanted = hashOf(sources.flatMap((pattern) => globSync(pattern, { exclude })).sort())
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Building the portal (once after each change) …')
  await run(process.execPath, [nextScript, 'build'], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    maxBuffer: 64 * 1024 * 1024,
    ...(stop ? { signal: stop } : {}),
  }).catch(({ message, stdout = '', stderr = '' }) => {
    throw new Error(`The build failed: ${message}\n${stdout}\n${stderr}`)
  })
  writeFileSync(stamp, wanted)
}

function hashOf(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(file)
    try {
      hash.update(readFileSync(file))
    } catch {
      // A folder of the pattern: its files come by themselves.
    }
  }
  return hash.digest('hex')
}

if (import.meta.main) await build()
