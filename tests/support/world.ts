import { EventEmitter } from 'node:events'
import { Logger, runOnce, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, vi } from 'vitest'
import { POST as mdmWebhook } from '#app/api/webhooks/mdm/[lender]/[provider]/route.ts'
import { POST as stripeWebhook } from '#app/api/webhooks/stripe/route.ts'
import { createPool, database } from '#lib/db/client.ts'
import type { Phone } from '#lib/demo/mdm/phone.ts'
import { serve } from '#lib/demo/world/http-server.ts'
import { encrypt } from '#lib/encrypt.ts'
import { env } from '#lib/env.ts'
import { readBreakers } from '#lib/gateways/breakers.ts'
import { divideSlots } from '#lib/worker/lanes.ts'
import { tasks } from '#lib/worker/tasks.ts'
import { faraway } from './database/rows/row.ts'
import { type GivenLoan, givenLoan } from './lender.ts'
import { mdmSecret, startMdmSandbox } from './mdm.ts'
import { type SandboxSettings, startStripeSandbox } from './stripe.ts'

export type GivenPhone = GivenLoan & { phone(): Phone }

export type World = Awaited<ReturnType<typeof startWorld>>

/**
 * The sandbox lock service and the sandbox Stripe over HTTP, with our own webhook doors behind them.
 * Call after `freshDatabase`. `said` is what went over the lock service's wire.
 */
export async function startWorld({
  stripeNow = Date.now,
  secretOf = mdmSecret,
  ...stripeSettings
}: Pick<SandboxSettings, 'country' | 'rights'> & {
  stripeNow?: () => number
  secretOf?: (slug: string) => string
} = {}) {
  const doors = await serve(webhook, 0)
  const portal = `http://127.0.0.1:${doors.port}`
  const said: string[] = []
  const mdm = await startMdmSandbox({
    callbackBase: portal,
    secretOf,
    say: (line) => said.push(line),
  })
  const stripe = await startStripeSandbox({
    webhookUrl: `${portal}/api/webhooks/stripe`,
    now: stripeNow,
    ...stripeSettings,
  })
  env().STRIPE_API_BASE = stripe.url
  afterAll(async () => {
    await stripe.stop()
    await doors.close()
  })

  async function connect(lender: { id: string; slug: string }, timeoutMs = 2_000): Promise<void> {
    const { baseUrl } = mdm.connection(lender.id, lender.slug)
    await database()
      .insertInto('mdmConnections')
      .values({
        lenderId: lender.id,
        provider: 'http',
        baseUrl,
        secretEncrypted: encrypt(mdmSecret(lender.slug), 'mdm-secret'),
        settings: JSON.stringify({ timeoutMs }),
      })
      .execute()
  }

  async function givenPhone(
    lender: { id: string; slug: string },
    installments: Parameters<typeof givenLoan>[1],
    { online = true, ...values }: Parameters<typeof givenLoan>[2] & { online?: boolean } = {},
  ): Promise<GivenPhone> {
    const loan = await givenLoan(lender, installments, values)
    const { providerDeviceId: id, lockState } = await database()
      .selectFrom('devices')
      .select(['providerDeviceId', 'lockState'])
      .where('id', '=', loan.deviceId)
      .executeTakeFirstOrThrow()
    const locked = lockState !== 'unlocked'
    await mdm.enrol([{ lenderSlug: lender.slug, id, online, locked }])
    return {
      ...loan,
      phone() {
        const phone = mdm.sandbox.phone(lender.slug, id)
        if (!phone) throw new Error('no such phone')
        return phone
      },
    }
  }

  return { mdm, stripe, said, connect, givenPhone }
}

function webhook(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const [, lender = '', provider = ''] =
    /^\/api\/webhooks\/mdm\/([^/]+)\/([^/]+)$/.exec(pathname) ?? []
  if (!lender) return stripeWebhook(request)
  return mdmWebhook(request, { params: Promise.resolve({ lender, provider }) })
}

// As the worker has one: the queue itself knows no BigInt.
let queuePool: pg.Pool | undefined
afterAll(() => queuePool?.end())

/** Runs every job that is due, and what comes of it, until nothing is. Throws what a job threw. */
export async function drain(): Promise<void> {
  queuePool ??= createPool(env().DATABASE_URL, 4, { driverTypes: true })
  const events: WorkerEvents = new EventEmitter()
  const thrown: unknown[] = []
  const lanes = divideSlots(env().WORKER_SLOTS)
  events.on('job:error', ({ error }) => thrown.push(error))
  await runOnce({
    pgPool: queuePool,
    taskList: lanes.within(tasks),
    forbiddenFlags: lanes.forbidden,
    concurrency: 3,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    events,
  })
  if (thrown.length > 0) throw thrown[0]
}

/** As if all that waits for its time had waited long enough, but for bystanders; then runs it. */
export async function passTime(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`.execute(
    database(),
  )
  await sql`update unlocks set next_action_at = now() where next_action_at > now() and next_action_at < ${faraway}`.execute(
    database(),
  )
  await sql`update notices set next_attempt_at = now() where next_attempt_at > now() and next_attempt_at < ${faraway}`.execute(
    database(),
  )
  await sql`update webhook_deliveries set next_attempt_at = now() where next_attempt_at > now() and next_attempt_at < ${faraway}`.execute(
    database(),
  )
  await sql`update pay_links set show_next_at = now() where show_next_at > now() and show_next_at < ${faraway}`.execute(
    database(),
  )
  await sql`update breakers set try_at = now() where try_at > now()`.execute(database())
  await readBreakers(0)
  await drain()
}

/** Loses everything that is queued, as if it had never been. */
export async function loseTheQueue(): Promise<void> {
  await sql`delete from graphile_worker._private_jobs`.execute(database())
}

export async function queuedTasks(): Promise<string[]> {
  const { rows } = await sql<{ identifier: string }>`
    select identifier from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
     order by identifier`.execute(database())
  return rows.map(({ identifier }) => identifier)
}

export function newestUnlock(loan: GivenLoan) {
  return database()
    .selectFrom('unlocks')
    .selectAll()
    .where('deviceId', '=', loan.deviceId)
    .where('isNewest', '=', true)
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

// A phone speaks when it likes, and a busy machine hears it late.
const heard = { timeout: 10_000 }

/** Waits until the newest unlock is in a state: what a phone says arrives by itself. */
export async function untilUnlock(loan: GivenLoan, state: string): Promise<void> {
  await vi.waitFor(async () => {
    const unlock = await newestUnlock(loan)
    if (unlock.state !== state) throw new Error(`the unlock is ${unlock.state}, not ${state}`)
  }, heard)
}

export async function noticesOf(causeId: string): Promise<string[]> {
  const rows = await database()
    .selectFrom('notices')
    .select('kind')
    .where('causeId', '=', causeId)
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}
