import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { findChromium } from './support/chromium.ts'

// Every check, in the order in which a mistake is cheapest to find. Ends with one line: N passed, N failed.
type Step = { name: string; command: string; args: string[]; report?: string }

const reports = { vitest: 'test-results/vitest.json', playwright: 'test-results/playwright.json' }
const steps: Step[] = [
  { name: 'lint', command: 'biome', args: ['ci', '--colors=off', '.'] },
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  { name: 'build', command: process.execPath, args: ['lib/demo/build.ts'] },
  {
    name: 'unit, integration and contract',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports.vitest}`],
    report: reports.vitest,
  },
  { name: 'journeys', command: 'playwright', args: ['test'], report: reports.playwright },
]

const only = process.argv.slice(2)
const chosen = only.length
  ? steps.filter((step) => only.some((word) => step.name.includes(word)))
  : steps
let passed = 0
let failed = 0

for (const step of chosen) {
  if (step.report) rmSync(step.report, { force: true })
  console.log(`\n── ${step.name}`)
  const CHROMIUM_PATH = step.name === 'journeys' ? await findChromium() : undefined
  const { status } = spawnSync(step.command, step.args, {
    stdio: 'inherit',
    env: { ...process.env, ...(CHROMIUM_PATH ? { CHROMIUM_PATH } : {}) },
  })
  const counts = step.report ? countsOf(step.report) : { passed: 1, failed: 0 }
  passed += status === 0 || step.report ? counts.passed : 0
  failed += status === 0 ? counts.failed : Math.max(counts.failed, 1)
  if (status !== 0 && !step.report) break
}

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function countsOf(report: string): { passed: number; failed: number } {
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  if ('numPassedTests' in result)
    return { passed: result.numPassedTests, failed: result.numFailedTests }
  return { passed: result.stats.expected + result.stats.flaky, failed: result.stats.unexpected }
}
