import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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

/** Builds the portal unless the build at hand is of these very sources. Throws when the build fails. */
export function build(): void {
  const folder = process.env.NEXT_DIST_DIR || '.next'
  const stamp = join(folder, 'keyturn-sources')
  const wanted = hashOf(sources.flatMap((pattern) => globSync(pattern)).sort())
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Building the portal (once after each change) …')
  const { status, stdout, stderr } = spawnSync('next', ['build'], {
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) throw new Error(`The build failed.\n${stdout}\n${stderr}`)
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

if (import.meta.main) build()
