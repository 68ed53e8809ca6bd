import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { build } from '#lib/demo/build.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { chance } from './chance.ts'
import { checks } from './checks.ts'
import { type Interception, unlockOf, webhookPath } from './outside.ts'
import { openCheckout, type Payer } from './payer.ts'
import { untilSettled } from './settle.ts'
import { type Stack, startStack, untilReady } from './stack.ts'

// Each test kills a process with `kill -9` at one named moment, from outside: nothing in the product knows of it.
await freshDatabase({ bystanders: false })

const [worker, loans] = ['worker 1', 8]
let stack: Stack
let payer: Payer
let web: string
let next = 0

beforeAll(async () => {
  await build()
  const databaseUrl = process.env.DATABASE_URL ?? ''
  stack = await startStack({ databaseUrl, portals: 1, workers: 1, loans })
  payer = { outside: stack.outside, ports: stack.ports, random: chance(1) }
  web = `portal ${stack.ports[0]}`
}, 180_000)

afterAll(() => stack?.stop())

beforeEach(async () => {
  stack.outside.intercept(undefined)
  for (const name of ['stripe.webhooks', 'mdm.callbacks']) await stack.outside.turn(name, 'normal')
  for (const name of stack.keeper.names) stack.keeper.restart(name, true)
  await untilReady(stack.ports[0] ?? 0)
})

test('K2: the portal dies after the payment is written, before Stripe is asked: the same attempt goes on', async () => {
  const borrower = someone()
  const hits = killOnce(isCheckoutCreation, web, 'before')
  const url = await openCheckout(payer, borrower)
  expect(hits()).toBe(1)
  expect(await paymentsOf(borrower)).toHaveLength(1)
  await payAndSettle(url)
})

test('K3: the portal dies after Stripe answered, before the session is noted: nobody can pay twice', async () => {
  const borrower = someone()
  const before = stack.outside.stripe.objects.sessions.all().length
  const hits = killOnce(isCheckoutCreation, web, 'after')
  const url = await openCheckout(payer, borrower)
  expect(hits()).toBe(1)
  expect(stack.outside.stripe.objects.sessions.all()).toHaveLength(before + 1)
  expect(await paymentsOf(borrower)).toHaveLength(1)
  await payAndSettle(url)
})

test('K3: nobody asks again: the sweep finds the session, and what was paid there is booked', async () => {
  const borrower = someone()
  stack.keeper.restart(web, false)
  killOnce(isCheckoutCreation, web, 'after')
  await openCheckout({ ...payer, patience: 1 }, borrower).catch(() => {})
  const [session] = stack.outside.stripe.objects.sessions.all().slice(-1)
  await payAndSettle(`/checkout/${session?.id}`)
  expect(await paymentsOf(borrower)).toMatchObject([{ state: 'paid' }])
})

test('K5: the portal dies after the event is stored, before its 200: Stripe sends it again and nothing is doubled', async () => {
  const borrower = someone()
  const url = await openCheckout(payer, borrower)
  await untilDelivered()
  const before = await eventCount()
  const hits = killOnce(isWebhook, web, 'after')
  await payAndSettle(url)
  expect(hits()).toBe(1)
  const { deliveries } = stack.outside.stripe.objects
  await untilDelivered()
  expect(deliveries.all().filter(({ attempts }) => attempts > 1)).not.toEqual([])
  expect(await eventCount()).toBe(before + 3)
})

test('K8: the event is stored and the wake-up is lost: the reconciler finds it', async () => {
  const url = await openCheckout(payer, someone())
  await untilDelivered()
  stack.keeper.restart(worker, false)
  stack.keeper.kill(worker)
  const before = await eventCount()
  stack.outside.stripe.pay(sessionOf(url))
  await untilTrue(async () => (await eventCount()) >= before + 3)
  const { rows } = await sql`select graphile_worker.remove_job(key) from graphile_worker.jobs
    where task_identifier = 'psp-event'`.execute(database())
  expect(rows.length).toBeGreaterThan(0)
  stack.keeper.restart(worker, true)
  await settleAndCheck()
})

test('K9: the worker dies holding the unlock, before the lock service is asked: the unlock is sent', async () => {
  const borrower = someone()
  const hits = killOnce((asked) => unlockOf(asked) === borrower.phoneId, worker, 'before')
  await payAndSettle(await openCheckout(payer, borrower))
  expect(hits()).toBe(1)
})

test('K10: the worker dies after the lock service took the unlock: it is not sent a second time', async () => {
  const borrower = someone()
  await stack.outside.turn('mdm.callbacks', 'lost')
  const hits = killOnce((asked) => unlockOf(asked) === borrower.phoneId, worker, 'after')
  await payAndSettle(await openCheckout(payer, borrower))
  expect(hits()).toBe(1)
  expect(stack.outside.heard.filter(({ device }) => device === borrower.phoneId)).toHaveLength(1)
})

function someone() {
  const borrower = stack.borrowers[next]
  next += 1
  if (!borrower) throw new Error('there are too few borrowers')
  return borrower
}

type Asked = { method: string; url: string }

function isCheckoutCreation({ method, url }: Asked): boolean {
  return method === 'POST' && url.endsWith('/v1/checkout/sessions')
}

function isWebhook({ url }: Asked): boolean {
  return url.endsWith(webhookPath)
}

/** Kills `victim` at the first request that is `wanted`; says how often that happened. */
function killOnce(wanted: (asked: Asked) => boolean, victim: string, when: 'before' | 'after') {
  let hits = 0
  const interception: Interception = async (request, act) => {
    if (hits > 0 || !wanted(request)) return act()
    hits += 1
    if (when === 'after') await act()
    stack.keeper.kill(victim)
    // The dead neither hear an answer nor give one.
    await sleep(200)
    return new Response(null, { status: 502 })
  }
  stack.outside.intercept(interception)
  return () => hits
}

async function payAndSettle(url: string): Promise<void> {
  expect(stack.outside.stripe.pay(sessionOf(url)).outcome).toBe('paid')
  await settleAndCheck()
}

async function settleAndCheck(): Promise<void> {
  await untilSettled(stack.outside, { limitMs: 60_000, hurried: true })
  const found = await checks(stack.outside, stack.borrowers)
  expect(found.filter(({ broken }) => broken.length > 0)).toEqual([])
  await expectLedgerToHold(database())
}

function sessionOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

function paymentsOf({ loanId }: { loanId: string }) {
  return database().selectFrom('payments').select('state').where('loanId', '=', loanId).execute()
}

async function eventCount(): Promise<number> {
  const { count } = await database()
    .selectFrom('pspEvents')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

// Events of the payment before may still be on their way: what is counted next must not be theirs.
function untilDelivered(): Promise<void> {
  const { deliveries } = stack.outside.stripe.objects
  return untilTrue(async () => deliveries.all().every(({ state }) => state === 'delivered'))
}

async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return
    await sleep(50)
  }
  throw new Error('it never came to that')
}
