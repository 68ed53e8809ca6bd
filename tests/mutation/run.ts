import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { relative } from 'node:path'

// npm run mutation [-- domain | records]: one small fault after the other, and which of them no test notices.
const only = process.argv[2]
const ends = [
  ...(only === 'records' ? [] : [...ownTests(), stryker('domain')]),
  ...(only === 'domain' ? [] : [stryker('records')]),
]
process.exitCode = ends.every((code) => code === 0) ? 0 : 1

/**
 * Each rule with the tests of its own first: most faults end there, in a tenth of the time that all tests take. What is
 * known then is kept, so that the whole run after it tries only what is left.
 */
function ownTests(): number[] {
  return globSync('lib/domain/*').flatMap((path) => {
    const name = relative('lib/domain', path).replace(/\.ts$/, '')
    const [own, sources] = path.endsWith('.ts')
      ? [`tests/domain/${name}.test.ts`, path]
      : [`tests/domain/${name}/**/*.test.ts`, `${path}/**/*.ts`]
    return own.includes('*') || existsSync(own) ? [stryker('domain', { own, sources })] : []
  })
}

function stryker(what: string, { own, sources }: { own?: string; sources?: string } = {}): number {
  const args = ['run', `tests/mutation/${what}.json`, ...(sources ? ['--mutate', sources] : [])]
  const quiet = own ? ['--reporters', 'progress-append-only'] : []
  const { status } = spawnSync('stryker', [...args, ...quiet], {
    stdio: 'inherit',
    env: { ...process.env, ...(own && { MUTATION_TESTS: own }) },
  })
  return status ?? 1
}
