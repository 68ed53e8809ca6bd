import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sealSession } from '#lib/accounts/session-cookie.ts'
import { startSession } from '#lib/accounts/sessions.ts'
import { createDatabase } from '#lib/db/client.ts'
import { startPostgres } from '#lib/demo/postgres.ts'
import { ask } from '#tests/support/http.ts'
import { givenOpenPayments } from './books.ts'
import { type LockServiceStub, startLockService } from './lock-service.ts'
import {
  getsPerSecond,
  oneByOne,
  postsPerSecond,
  webhookToLockService,
  weightOf,
} from './measure.ts'
import { buildWithFloor } from './project.ts'
import { type Stack, startStack } from './stack.ts'
import { paidWebhook } from './webhook.ts'

// Prints each figure beside the floor measured in the same run. Ratios are what counts: machines differ.
const { values } = parseArgs({
  options: {
    loans: { type: 'string', default: '1000000' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'pages webhooks latency growth' },
  },
})
const measured = (part: string) => values.only.includes(part)
const scale = values.quick ? 0.2 : 1
const postgres = await startPostgres('.data/bench')
console.log('Building …')
const project = buildWithFloor('.data/bench')
const lockService = await startLockService()
try {
  const small = await startStack(postgres, {
    project,
    loans: 1_000 + 4_000 * scale,
    lockServiceUrl: lockService.url,
  })
  const cookie = await cookieOf(small)
  if (measured('pages')) await pages(small, cookie)
  if (measured('webhooks')) await webhookRate(small)
  if (measured('latency')) await latency(small, lockService)
  await small.stop()
  if (measured('growth')) await growth(Number(values.loans))
} catch (cause) {
  console.error(cause)
  process.exitCode = 1
} finally {
  lockService.close()
  await postgres.stop()
  process.exit()
}

function say(name: string, figure: string, aim: string): void {
  console.log(`${name.padEnd(66)} ${figure.padEnd(44)} aim ${aim}`)
}

async function cookieOf(stack: Stack): Promise<Record<string, string>> {
  const borrower = await stack.pool.query(
    `select id, lender_id from borrowers where customer_number = 'C7'`,
  )
  const { id: borrowerId, lender_id: lenderId } = borrower.rows[0]
  const db = createDatabase(stack.pool)
  const secret = await db
    .transaction()
    .execute((tx) =>
      startSession(tx, { lenderId, borrowerId, ownDevice: true, now: Temporal.Now.instant() }),
    )
  return { cookie: `next-auth.session-token=${await sealSession(secret)}`, host: 'bench.localhost' }
}

async function pages(stack: Stack, headers: Record<string, string>): Promise<void> {
  // In turns, so that a machine that slows down slows both down.
  const rounds = []
  for (let round = 0; round < 5; round += 1) {
    const floor = await getsPerSecond(`${stack.portal}/empty`, headers, 3)
    const signedIn = await getsPerSecond(`${stack.portal}/phones`, headers, 3)
    rounds.push({ floor, signedIn, ratio: signedIn / floor })
  }
  const { floor, signedIn, ratio } = rounds.toSorted((a, b) => a.ratio - b.ratio)[2] ?? {}
  say(
    '(c) signed-in phone page, requests a second',
    `${signedIn?.toFixed(0)}; empty page ${floor?.toFixed(0)}; ratio ${ratio?.toFixed(2)}`,
    '≥ 0.60',
  )
  say('    queries for it', `${await queriesPerPage(stack, headers)}`, '≤ 3')
  await weights(stack, headers)
}

// The heaviest pages among them: the amounts, and the timeline that changes by itself.
async function weights(stack: Stack, headers: Record<string, string>): Promise<void> {
  const empty = await weightOf(stack.portal, '/empty', headers)
  const [payment] = await givenOpenPayments(stack.pool, 7, 1)
  const device = await stack.pool.query(`select id from devices where provider_device_id = 'dev-7'`)
  const pages: [name: string, path: string, who: Record<string, string>][] = [
    ['phones', '/phones', headers],
    ['amounts', `/phones/${device.rows[0].id}/pay`, headers],
    ['timeline', `/payments/${payment?.paymentId}`, headers],
    ['sign-in', '/sign-in', { host: 'bench.localhost' }],
    ['help', '/help', { host: 'bench.localhost' }],
  ]
  for (const [name, path, who] of pages) {
    const { scriptKb, pageKb } = await weightOf(stack.portal, path, who)
    const scripts = `${scriptKb.toFixed(1)}; empty page ${empty.scriptKb.toFixed(1)}`
    const page = `${pageKb.toFixed(1)}; empty page ${empty.pageKb.toFixed(1)}`
    say(`(d) ${name}: scripts, kB gzipped`, scripts, '≤ 165')
    say(`    ${name}: HTML and CSS, kB gzipped`, page, '≤ 30')
  }
  await stack.pool.query('delete from payments where id = $1', [payment?.paymentId])
}

// PostgreSQL itself says which queries it was asked, in its log.
async function queriesPerPage(stack: Stack, headers: Record<string, string>): Promise<number> {
  const count = 20
  const logAll = async (value: string) => {
    await stack.pool.query(`alter system set log_statement = '${value}'`)
    await stack.pool.query('select pg_reload_conf()')
    await sleep(500)
  }
  const asked = () =>
    readFileSync('.data/bench/postgres/server.log', 'utf8').split('LOG:  execute').length
  await logAll('all')
  const before = asked()
  for (let index = 0; index < count; index += 1) await ask(`${stack.portal}/phones`, { headers })
  await sleep(500)
  const after = asked()
  await logAll('none')
  return (after - before) / count
}

async function webhookRate(stack: Stack): Promise<void> {
  const count = 6_000 * scale
  const webhooks = (
    await givenOpenPayments(stack.pool, 1, Math.min(count, 1_000 + 4_000 * scale - 700))
  ).map(({ paymentId }) => paidWebhook(paymentId))
  await postsPerSecond(`${stack.portal}/api/empty`, webhooks)
  const floor = await postsPerSecond(`${stack.portal}/api/empty`, webhooks)
  const stored = await postsPerSecond(`${stack.portal}/api/webhooks/stripe`, webhooks)
  say(
    '(b) paid webhooks a second, stored durably',
    `${stored.toFixed(0)}; empty route ${floor.toFixed(0)}; ratio ${(stored / floor).toFixed(2)}`,
    '≥ 0.50',
  )
  const startedAt = performance.now()
  await stack.startWorker()
  await untilHandled(stack)
  const seconds = (performance.now() - startedAt) / 1000
  say(
    '    booked, with its unlock sent, by one worker, a second',
    `${(webhooks.length / seconds).toFixed(0)}`,
    '—',
  )
}

async function untilHandled(stack: Stack): Promise<void> {
  for (;;) {
    const { rows } = await stack.pool.query(
      `select count(*) as waiting from stripe_events where handled_at is null`,
    )
    if (Number(rows[0].waiting) === 0) return
    await sleep(200)
  }
}

async function latency(stack: Stack, service: LockServiceStub): Promise<void> {
  await stack.startWorker()
  await untilQuiet(stack)
  const floor = await oneByOne(200, () =>
    ask(`${stack.portal}/api/empty`, { method: 'POST', body: '{}' }),
  )
  const payments = await givenOpenPayments(stack.pool, 1_000 + 4_000 * scale - 699, 600 * scale)
  const { p50, p99 } = await webhookToLockService(stack.portal, payments, {
    lockService: service,
    perSecond: 20,
  })
  say(
    '(a) webhook received to unlock at the lock service, ms, 20 a second',
    `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}; empty route p50 ${floor.p50.toFixed(1)}`,
    'p50 ≤ 25, p99 ≤ 150',
  )
}

async function untilQuiet(stack: Stack): Promise<void> {
  for (;;) {
    const { rows } = await stack.pool.query(
      `select count(*) as waiting from graphile_worker.jobs where run_at <= now()`,
    )
    if (Number(rows[0].waiting) === 0) return
    await sleep(500)
  }
}

async function growth(loans: number): Promise<void> {
  const figures = []
  for (const size of [1_000, loans]) {
    const stack = await startStack(postgres, {
      project,
      loans: size,
      lockServiceUrl: lockService.url,
    })
    const headers = await cookieOf(stack)
    const payments = await givenOpenPayments(stack.pool, 100, 600)
    const page = () => ask(`${stack.portal}/phones`, { headers })
    await oneByOne(100, page)
    const pageMs = (await oneByOne(600 * scale, page)).p50
    const post = (index: number) =>
      ask(`${stack.portal}/api/webhooks/stripe`, {
        method: 'POST',
        ...paidWebhook(payments[index]?.paymentId ?? ''),
      })
    await oneByOne(100, post)
    const webhookMs = (await oneByOne(400 * scale, (index) => post(index + 100))).p50
    figures.push({ pageMs, webhookMs })
    await stack.stop()
  }
  const [few, many] = figures
  if (!few || !many) return
  say(
    `(e) phone page, ms, 1,000 and ${loans.toLocaleString('en')} loans`,
    `${few.pageMs.toFixed(2)} and ${many.pageMs.toFixed(2)}; ratio ${(many.pageMs / few.pageMs).toFixed(2)}`,
    '≤ 1.20',
  )
  say(
    `    webhook, ms`,
    `${few.webhookMs.toFixed(2)} and ${many.webhookMs.toFixed(2)}; ratio ${(many.webhookMs / few.webhookMs).toFixed(2)}`,
    '≤ 1.20',
  )
}
