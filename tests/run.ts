import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { findChromium } from './support/chromium.ts'
import { type Outcomes, outcomesOf } from './support/report.ts'

// Every check, those in which a mistake is cheapest to find first; what needs nothing of one another runs beside it. Ends with
// what failed by name and one line: N passed, N failed.
type Check = {
  name: string
  command: string
  args: string[]
  report?: string
  port?: string
  isInBrowser?: true
}

const lint: Check = { name: 'lint', command: 'biome', args: ['ci', '--colors=off', '.'] }
const types: Check = { name: 'types', command: 'tsc', args: ['--noEmit'] }
const build: Check = { name: 'build', command: process.execPath, args: ['lib/demo/build.ts'] }
const unit: Check = {
  name: 'unit, integration and contract',
  command: 'vitest',
  args: [
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=test-results/vitest.json',
  ],
  report: 'test-results/vitest.json',
}
const journeys: Check = {
  name: 'journeys',
  command: 'playwright',
  args: ['test', '--project=phone', '--project=laptop'],
  report: 'test-results/journeys.json',
  isInBrowser: true,
}
// These break the outside world, so they have one of their own.
const faults: Check = {
  name: 'journeys while neighbours fail',
  command: 'playwright',
  args: ['test', '--project=faults', '--no-deps'],
  report: 'test-results/journeys-3310.json',
  port: '3310',
  isInBrowser: true,
}
// Unit tests wait more than they compute; the processors are the journeys' meanwhile.
const stages = [
  [lint, types, build],
  [unit, journeys, faults],
]

const only = process.argv.slice(2)
const all: Outcomes = { passed: 0, failed: [], flaky: [] }

for (const stage of stages) {
  const chosen = stage.filter(isChosen)
  const isWithout = chosen.some(({ isInBrowser }) => isInBrowser) && !(await foundChromium())
  const possible = isWithout ? chosen.filter(({ isInBrowser }) => !isInBrowser) : chosen
  for (const { passed, failed, flaky } of await Promise.all(possible.map(ending))) {
    all.passed += passed
    all.failed.push(...failed)
    all.flaky.push(...flaky)
  }
  if (all.failed.length > 0) break
}

for (const name of all.flaky) console.log(`flaky: ${name}`)
for (const name of all.failed) console.log(`failed: ${name}`)
console.log(`\n${all.passed} passed, ${all.failed.length} failed`)
process.exit(all.failed.length === 0 ? 0 : 1)

function isChosen({ name }: Check): boolean {
  return only.length === 0 || only.some((word) => name.includes(word))
}

// Without one, a sentence says what to do, and no journey is begun.
async function foundChromium(): Promise<boolean> {
  try {
    process.env.CHROMIUM_PATH = await findChromium()
    return true
  } catch (cause) {
    all.failed.push((cause as Error).message)
    return false
  }
}

// The first of a stage is heard as it runs; what runs beside it speaks when it has ended.
async function ending(check: Check, at: number): Promise<Outcomes> {
  const { name, command, args, report, port } = check
  if (report) rmSync(report, { force: true })
  const isHeard = at === 0
  if (isHeard) console.log(`\n── ${name}`)
  const env = { ...process.env, ...(port ? { JOURNEYS_PORT: port } : {}) }
  const child = spawn(command, args, { env, stdio: isHeard ? 'inherit' : 'pipe' })
  const speaking = Promise.all([child.stdout, child.stderr].map((stream) => stream && text(stream)))
  const [status] = await once(child, 'close')
  const words = (await speaking).filter(Boolean)
  if (!isHeard) console.log([`\n── ${name}`, ...words].join('\n'))
  const outcomes = outcomesIn(report, status)
  if (status !== 0 && outcomes.failed.length === 0) outcomes.failed.push(name)
  outcomes.failed.push(...unsaid(words.join('\n')))
  return outcomes
}

// A sentence that the portal could not put together stands in its log, and on a page as the name of its words.
function unsaid(log: string): string[] {
  return [...new Set(log.match(/(?:FORMATTING_ERROR|MISSING_MESSAGE|INVALID_MESSAGE): .*/g))]
}

function outcomesIn(report: string | undefined, status: number | null): Outcomes {
  if (!report) return { passed: status === 0 ? 1 : 0, failed: [], flaky: [] }
  if (!existsSync(report)) return { passed: 0, failed: [`${report} was not written`], flaky: [] }
  return outcomesOf(JSON.parse(readFileSync(report, 'utf8')))
}
