import { parseArgs } from 'node:util'
import { startPostgres } from '#lib/demo/postgres.ts'
import { desk, deskTimes } from './desk.ts'
import { fillDesk } from './desk-books.ts'
import { borrowerTimes, sayGrowth, type Timing } from './growth.ts'
import { imports } from './import.ts'
import { latency } from './latency.ts'
import { startLockService } from './lock-service.ts'
import { neighbours, startMailStub } from './neighbours.ts'
import { pages } from './pages.ts'
import { planTimes } from './plan-options.ts'
import { buildWithFloor } from './project.ts'
import { readings } from './readings.ts'
import { type Stack, startStack } from './stack.ts'
import { inDemo } from './way/in-demo.ts'
import { webhooks } from './webhooks.ts'

// Prints each figure beside the floor measured in the same run. Ratios are what counts: machines differ.
const { values } = parseArgs({
  options: {
    loans: { type: 'string', default: '1000000' },
    quick: { type: 'boolean', default: false },
    only: {
      type: 'string',
      default: 'plans pages webhooks latency neighbours readings import growth desk way',
    },
  },
})
const measured = (part: string) => values.only.includes(part)
const scale = values.quick ? 0.2 : 1
if (measured('plans')) await planTimes()
if (measured('way')) await inDemo('tests/bench/way/way.ts')
const postgres = await startPostgres('.data/bench')
const needsPages = ['pages', 'webhooks', 'latency', 'growth', 'desk'].some(measured)
if (needsPages) console.log('Building …')
const project = needsPages ? buildWithFloor('.data/bench') : undefined
const lockService = await startLockService()
const mail = await startMailStub()
try {
  const loans = 1_000 + 4_000 * scale
  // Each in books of its own: what one leaves behind for later would slow the next down.
  if (measured('pages') || measured('webhooks')) await withStack(loans, ratesOf)
  if (measured('latency')) await withStack(loans, delayOf)
  if (measured('neighbours')) await withStack(1_000, (stack) => neighbours(stack, scale, mail))
  if (measured('readings')) await withStack(20_000 * scale, readings)
  if (measured('import')) await imports(postgres, { loans: 100_000 * scale, installments: 12 })
  if (measured('desk')) await withStack(loans, deskOf)
  if (measured('growth') || measured('desk')) {
    const many = Number(values.loans)
    sayGrowth(await withStack(1_000, timesOf), await withStack(many, timesOf), many)
  }
} catch (cause) {
  console.error(cause)
  process.exitCode = 1
} finally {
  lockService.close()
  mail.close()
  await postgres.stop()
  process.exit()
}

async function withStack<T>(loans: number, measure: (stack: Stack) => Promise<T>): Promise<T> {
  const stack = await startStack(postgres, {
    project,
    loans,
    lockServiceUrl: lockService.url,
    smtpUrl: mail.url,
  })
  try {
    return await measure(stack)
  } finally {
    await stack.stop()
  }
}

async function ratesOf(stack: Stack): Promise<void> {
  if (measured('pages')) await pages(stack)
  if (measured('webhooks')) await webhooks(stack, scale)
}

async function delayOf(stack: Stack): Promise<void> {
  await latency(stack, scale, lockService)
}

async function deskOf(stack: Stack): Promise<void> {
  await fillDesk(stack.pool)
  await desk(stack)
}

async function timesOf(stack: Stack): Promise<Timing[]> {
  const times = measured('growth') ? await borrowerTimes(stack, scale) : []
  if (!measured('desk')) return times
  await fillDesk(stack.pool)
  return [...times, ...(await deskTimes(stack, scale))]
}
