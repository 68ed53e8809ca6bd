import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { encrypt } from '#lib/encrypt.ts'
import { openBreakersOf } from '#lib/gateways/open-breakers.ts'
import { startWorker } from '#lib/worker/worker.ts'
import { paid, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { drain, newestUnlock, passTime, startWorld, untilUnlock } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(mailbox.stop)
const { mdm, connect, givenPhone } = await startWorld()
// A worker has to start first.
const patiently = { timeout: 15_000 }
const neighbour = await startHangingService()

/** A lock service that takes every request and says nothing, until it is let go. */
async function startHangingService() {
  let held = 0
  let hangs = true
  const waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    held += 1
    request.resume()
    const answer = () => void response.writeHead(202).end('{"handle":"h"}')
    if (hangs) waiting.push(answer)
    else answer()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    held: () => held,
    finish: () => {
      hangs = false
      for (const answer of waiting.splice(0)) answer()
    },
  }
}

async function givenHangingLender() {
  const lender = await givenLender({ alone: true })
  await database()
    .insertInto('mdmConnections')
    .values({
      lenderId: lender.id,
      provider: 'http',
      baseUrl: neighbour.url,
      secretEncrypted: encrypt('a-secret-of-sixteen', 'mdm-secret'),
    })
    .execute()
  return lender
}

async function givenGoodLender() {
  const lender = await givenLender({ alone: true })
  await connect(lender)
  return lender
}

function breakersOf({ id }: { id: string }) {
  return database().selectFrom('breakers').selectAll().where('lenderId', '=', id).execute()
}

async function jobsOf(key: string) {
  const { rows } = await sql<{ attempts: number; maxAttempts: number; runAt: Temporal.Instant }>`
    select attempts, max_attempts, run_at from graphile_worker._private_jobs where key = ${key}`.execute(
    database(),
  )
  return rows
}

async function flagsOf(key: string): Promise<string[]> {
  const { rows } = await sql<{ flags: object }>`
    select flags from graphile_worker._private_jobs where key = ${key}`.execute(database())
  return Object.keys(rows[0]?.flags ?? {}).sort()
}

beforeEach(() => mdm.sandbox.turn('mdm.api', 'normal'))

describe('a lock service that hangs', () => {
  test('holds no more than its share of the slots: the others’ unlocks go on meanwhile', async () => {
    const hanging = await givenHangingLender()
    const good = await givenGoodLender()
    const stuck = await Promise.all(
      Array.from({ length: 6 }, () => givenPhone(hanging, twoLate(), { online: false })),
    )
    for (const loan of stuck) await paid(loan)
    const loan = await givenPhone(good, twoLate())
    const worker = await startWorker(16)
    try {
      await vi.waitFor(() => expect(neighbour.held()).toBe(4), patiently)
      await paid(loan)
      await vi.waitFor(
        async () => expect((await newestUnlock(loan)).state).toBe('confirmed'),
        patiently,
      )
      expect(neighbour.held()).toBe(4)
      const states = await Promise.all(stuck.map(async (one) => (await newestUnlock(one)).state))
      expect(states.filter((state) => state === 'dispatching')).toHaveLength(4)
      expect(states.filter((state) => state === 'requested')).toHaveLength(2)
    } finally {
      neighbour.finish()
      await worker.stop()
    }
    await drain()
    const states = await Promise.all(stuck.map(async (one) => (await newestUnlock(one)).state))
    expect(new Set(states)).toEqual(new Set(['accepted']))
  })
})

describe('a lock service that does not answer', () => {
  test('gets no more after five times in a row; what waits keeps its place and its attempts', async () => {
    const lender = await givenGoodLender()
    const other = await givenGoodLender()
    await mdm.sandbox.turn('mdm.api', 'down')
    const first = await Promise.all(Array.from({ length: 5 }, () => givenPhone(lender, twoLate())))
    for (const loan of first) await paid(loan)
    await drain()
    const [breaker] = await breakersOf(lender)
    expect(breaker).toMatchObject({
      lane: `lock:${lender.id}:http`,
      lenderId: lender.id,
      failures: 5,
      reason: 'provider_down',
    })
    expect(breaker?.openedAt).not.toBeNull()
    expect(await openBreakersOf(database(), lender.id)).toMatchObject([
      { system: 'lock', name: 'http' },
    ])
    expect(await openBreakersOf(database(), other.id)).toEqual([])

    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    await drain()
    const { id, state, attempts } = await newestUnlock(loan)
    expect({ state, attempts }).toEqual({ state: 'requested', attempts: 0 })
    expect(await jobsOf(`unlock:${id}`)).toMatchObject([{ attempts: 0, maxAttempts: 25 }])

    const elsewhere = await givenPhone(other, twoLate())
    await mdm.sandbox.turn('mdm.api', 'normal')
    await paid(elsewhere)
    await drain()
    await untilUnlock(elsewhere, 'confirmed')
    expect((await newestUnlock(loan)).state).toBe('requested')

    await passTime()
    await untilUnlock(loan, 'confirmed')
    expect(await breakersOf(lender)).toEqual([])
  })

  test('is trusted again as soon as it answers, whatever it says', async () => {
    const lender = await givenGoodLender()
    const loan = await givenPhone(lender, twoLate())
    await mdm.sandbox.turn('mdm.api', 'down')
    await paid(loan)
    await drain()
    expect(await breakersOf(lender)).toMatchObject([{ failures: 1 }])
    await mdm.sandbox.turn('mdm.api', 'refusing')
    await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'rejected' })
    expect(await breakersOf(lender)).toEqual([])
  })
})

test('each job takes the lane of the system that it speaks to, and money takes none of them', async () => {
  const lender = await givenGoodLender()
  const loan = await givenPhone(lender, twoLate())
  const { deviceId } = loan
  await addJob(database(), 'read-device', { deviceId }, { key: 'reading' })
  await addJob(database(), 'check-payment', { paymentId: deviceId }, { key: 'money' })
  const lock = `lock:${lender.id}:http`
  expect(await flagsOf('reading')).toEqual([lock, 'reading', `reading@${lock}`])
  expect(await flagsOf('money')).toEqual(['psp'])
})
