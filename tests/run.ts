import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { findChromium } from './support/chromium.ts'
import { type Outcomes, outcomesOf } from './support/report.ts'

// Every check, in the order in which a mistake is cheapest to find. Ends with what failed by name and one line: N passed, N failed.
type Run = { command: string; args: string[]; report?: string; port?: string }
type Step = { name: string; runs: Run[] }

const tests: Run = {
  command: 'vitest',
  args: [
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=test-results/vitest.json',
  ],
  report: 'test-results/vitest.json',
}
const journeys: Run = {
  command: 'playwright',
  args: ['test', '--project=phone', '--project=laptop'],
  report: 'test-results/journeys.json',
}
// These break the outside world, so they have one of their own, and the time that they wait costs nobody anything.
const faults: Run = {
  command: 'playwright',
  args: ['test', '--project=faults', '--no-deps'],
  report: 'test-results/journeys-3310.json',
  port: '3310',
}
const steps: Step[] = [
  { name: 'lint', runs: [{ command: 'biome', args: ['ci', '--colors=off', '.'] }] },
  { name: 'types', runs: [{ command: 'tsc', args: ['--noEmit'] }] },
  { name: 'build', runs: [{ command: process.execPath, args: ['lib/demo/build.ts'] }] },
  { name: 'unit, integration and contract', runs: [tests] },
  { name: 'journeys', runs: [journeys, faults] },
]

const only = process.argv.slice(2)
const chosen = only.length
  ? steps.filter((step) => only.some((word) => step.name.includes(word)))
  : steps
const all: Outcomes = { passed: 0, failed: [], flaky: [] }

for (const { name, runs } of chosen) {
  console.log(`\n── ${name}`)
  const chromium = name === 'journeys' ? await chromiumToUse() : {}
  if (!chromium) {
    all.failed.push('journeys: no Chromium')
    break
  }
  const ended = await Promise.all(runs.map((run) => ending(run, chromium)))
  for (const { outcomes } of ended) {
    all.passed += outcomes.passed
    all.failed.push(...outcomes.failed)
    all.flaky.push(...outcomes.flaky)
  }
  const isUseless = ended.some(({ status }, index) => status !== 0 && !runs[index]?.report)
  if (isUseless) break
}

for (const name of all.flaky) console.log(`flaky: ${name}`)
for (const name of all.failed) console.log(`failed: ${name}`)
console.log(`\n${all.passed} passed, ${all.failed.length} failed`)
process.exit(all.failed.length === 0 ? 0 : 1)

// Without one, a sentence says what to do, and no journey is begun.
async function chromiumToUse(): Promise<object | undefined> {
  try {
    return { CHROMIUM_PATH: await findChromium() }
  } catch (cause) {
    console.error((cause as Error).message)
    return undefined
  }
}

// What runs beside something else speaks when it has ended.
async function ending({ command, args, report, port }: Run, chromium: object) {
  if (report) rmSync(report, { force: true })
  const env = { ...process.env, ...chromium, ...(port ? { JOURNEYS_PORT: port } : {}) }
  const stdio = port ? 'pipe' : 'inherit'
  const child = spawn(command, args, { env, stdio: ['inherit', stdio, stdio] })
  const said = Promise.all([child.stdout, child.stderr].map((stream) => stream && text(stream)))
  const [status] = await once(child, 'close')
  for (const words of await said) if (words) console.log(words)
  const outcomes = outcomesIn(report, status)
  if (status !== 0 && outcomes.failed.length === 0)
    outcomes.failed.push([command, ...args].join(' '))
  return { status, outcomes }
}

function outcomesIn(report: string | undefined, status: number | null): Outcomes {
  if (!report) return { passed: status === 0 ? 1 : 0, failed: [], flaky: [] }
  if (!existsSync(report)) return { passed: 0, failed: [`${report} was not written`], flaky: [] }
  return outcomesOf(JSON.parse(readFileSync(report, 'utf8')))
}
