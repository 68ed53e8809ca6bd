import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { startWorker } from '#lib/jobs/worker.ts'
import { requestRefund } from '#lib/payments/request-refund.ts'
import {
  casesOf,
  dayFromNow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { accept, intentNews, tell } from '#tests/support/stripe-events.ts'
import {
  drain,
  loseTheQueue,
  newestUnlock,
  noticesOf,
  passTime,
  queuedTasks,
  startWorld,
  untilUnlock,
} from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(mailbox.stop)
const { mdm, connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender)

beforeEach(async () => {
  await loseTheQueue()
  await mdm.sandbox.turn('mdm.api', 'normal')
})
afterEach(() => expectBooksToHold(database()))

const later = (minutes: number) => Temporal.Now.instant().add({ minutes })
const upToDate = [[dayFromNow(30), 500_000n]] as const

async function paid(loan: GivenLoan) {
  const asked = await open(loan)
  await tell(intentNews('succeeded', asked))
  return asked
}

describe('the queue is only the wake-up', () => {
  test('events, unlocks, notices, refunds and payments that nobody is at any more are woken', async () => {
    const loan = await givenPhone(lender, twoLate())
    const asked = await paid(loan)
    await open(loan, { choice: 'settle' })
    await accept({ type: 'customer.created', object: { id: 'cus_1' } })
    await transaction((tx) =>
      requestRefund(tx, {
        lenderId: lender.id,
        paymentId: asked.paymentId,
        amountMinor: 1n,
        reason: 'test',
        requestedBy: 'test',
      }),
    )
    await loseTheQueue()
    await reconcile(later(3))
    expect(new Set(await queuedTasks())).toEqual(
      new Set([
        'check-payment',
        'read-device',
        'refund-payment',
        'send-notice',
        'send-unlock',
        'stripe-event',
      ]),
    )
    await database().deleteFrom('refunds').where('reason', '=', 'test').execute()
  })

  test('a payment whose every job was lost still opens the phone', async () => {
    const loan = await givenPhone(lender, twoLate())
    const asked = await open(loan)
    await accept(intentNews('succeeded', asked))
    for (let loss = 0; loss < 3; loss += 1) {
      await loseTheQueue()
      await reconcile(later(5))
      await drain()
    }
    await untilUnlock(loan, 'confirmed')
    expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'paid' })
  })

  test('an accepted unlock is looked at again, and not sent again', async () => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    await drain()
    await loseTheQueue()
    await reconcile(later(5))
    expect(await queuedTasks()).toContain('check-unlock')
    expect(await queuedTasks()).not.toContain('send-unlock')
  })

  test('any number of rounds at once do no more than one', async () => {
    const loan = await givenPhone(lender, upToDate)
    await Promise.all(Array.from({ length: 6 }, () => reconcile(later(1))))
    expect(await unlocksOf(loan)).toHaveLength(1)
    const jobs = await queuedTasks()
    expect(jobs.filter((name) => name === 'send-unlock')).toHaveLength(1)
  })
})

describe('the promise of an hour', () => {
  test('late is said once: marked, one case, one notice; the unlock goes on', async () => {
    await mdm.sandbox.turn('mdm.api', 'down')
    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    await drain()
    await reconcile(later(59))
    expect(await newestUnlock(loan)).toMatchObject({ lateAt: null })
    for (const minutes of [61, 62, 120]) await reconcile(later(minutes))
    const { id, lateAt } = await newestUnlock(loan)
    const journal = await database()
      .selectFrom('journal')
      .select('action')
      .where('subjectId', '=', id)
      .where('action', '=', 'unlock.late')
      .execute()
    expect(journal).toHaveLength(1)
    expect(lateAt).not.toBeNull()
    expect(await casesOf(loan)).toEqual(['unlock_late'])
    expect(await noticesOf(id)).toEqual(['unlock_late'])
    await mdm.sandbox.turn('mdm.api', 'normal')
    await passTime()
    await untilUnlock(loan, 'confirmed')
  })

  test('what is open in time is never late; a refusal waiting for a person is', async () => {
    const open = await givenPhone(lender, twoLate())
    const manual = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await paid(open)
    await paid(manual)
    await drain()
    await untilUnlock(open, 'confirmed')
    await reconcile(later(120))
    expect(await casesOf(open)).toEqual([])
    expect(await casesOf(manual)).toEqual(['manual_unlock', 'unlock_late'])
  })
})

describe('locked although the books say open', () => {
  test('gets a new unlock by itself, and opens', async () => {
    const loan = await givenPhone(lender, upToDate)
    await reconcile(later(0))
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler', intent: 'until' })
  })

  test('paid off but not released is released', async () => {
    const loan = await givenPhone(lender, twoLate(), { lockState: 'unlocked' })
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    await drain()
    await untilUnlock(loan, 'confirmed')
    await database()
      .updateTable('devices')
      .set({ lockState: 'locked' })
      .where('id', '=', loan.deviceId)
      .execute()
    await reconcile(later(1))
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler', intent: 'release' })
  })

  test('locked again after it was open: noted, and opened again', async () => {
    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    const first = await newestUnlock(loan)
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    await reconcile(later(1))
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).not.toMatchObject({ id: first.id })
    expect(loan.phone().locked).toBe(false)
  })

  test('the same evidence asks once, also when that came to nothing', async () => {
    const loan = await givenPhone(lender, upToDate)
    await reconcile(later(0))
    const { id } = await newestUnlock(loan)
    await database()
      .updateTable('unlocks')
      .set({ state: 'expired', dispatchedAt: Temporal.Now.instant() })
      .where('id', '=', id)
      .execute()
    for (const minutes of [1, 2, 3]) await reconcile(later(minutes))
    expect(await unlocksOf(loan)).toHaveLength(1)
  })

  test('what a payment asked and did not get is not asked again before the phone says more', async () => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    await database()
      .updateTable('unlocks')
      .set({ state: 'expired', dispatchedAt: Temporal.Now.instant() })
      .where('deviceId', '=', loan.deviceId)
      .execute()
    await database()
      .updateTable('devices')
      .set({ lockStateAt: later(-5) })
      .where('id', '=', loan.deviceId)
      .execute()
    await reconcile(later(1))
    expect(await unlocksOf(loan)).toHaveLength(1)
    await database()
      .updateTable('devices')
      .set({ lockStateAt: later(5) })
      .where('id', '=', loan.deviceId)
      .execute()
    await reconcile(later(6))
    expect(await unlocksOf(loan)).toHaveLength(2)
  })

  test('new evidence asks anew', async () => {
    const loan = await givenPhone(lender, upToDate)
    await reconcile(later(0))
    const { id } = await newestUnlock(loan)
    await database()
      .updateTable('unlocks')
      .set({ state: 'expired', dispatchedAt: Temporal.Now.instant() })
      .where('id', '=', id)
      .execute()
    await database()
      .updateTable('devices')
      .set({ lockStateAt: later(5) })
      .where('id', '=', loan.deviceId)
      .execute()
    await reconcile(later(6))
    expect(await unlocksOf(loan)).toHaveLength(2)
  })

  test('a refusal is left to its person; but one long mended stands in nobody’s way', async () => {
    await mdm.sandbox.turn('mdm.api', 'refusing')
    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    await drain()
    await reconcile(later(1))
    expect(await unlocksOf(loan)).toHaveLength(1)
    await mdm.sandbox.turn('mdm.api', 'normal')
    await tell(intentNews('succeeded', await open(loan, { choice: 'arrears_and_next' })))
    await drain()
    await untilUnlock(loan, 'confirmed')
    await mdm.sandbox.hands.lockNow(loan.phone())
    await vi.waitFor(async () => expect((await newestUnlock(loan)).relockedAt).not.toBeNull())
    await reconcile(later(2))
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler' })
  })

  test.for(['locked', 'unlocked', 'unknown', 'released'] as const)(
    'who is really overdue gets nothing (%s)',
    async (lockState) => {
      const loan = await givenPhone(lender, twoLate(), { lockState })
      await reconcile(later(1))
      expect(await unlocksOf(loan)).toEqual([])
    },
  )

  test.for(['unlocked', 'unknown', 'released', 'not_enrolled'] as const)(
    'a phone that does not say “locked” gets nothing (%s)',
    async (lockState) => {
      const loan = await givenPhone(lender, upToDate, { lockState })
      await reconcile(later(1))
      expect(await unlocksOf(loan)).toEqual([])
    },
  )
})

describe('workers die', () => {
  async function lockedJobs(): Promise<string[]> {
    const { rows } = await sql<{ lockedBy: string }>`
      select locked_by from graphile_worker._private_jobs where locked_by is not null`.execute(
      database(),
    )
    return rows.map(({ lockedBy }) => lockedBy)
  }

  test('a dead worker’s jobs are free for the others; a living worker’s are not touched', async () => {
    const alive = new pg.Client(process.env.DATABASE_URL)
    await alive.connect()
    await alive.query('select pg_advisory_lock(hashtextextended($1, 0))', ['worker-alive'])
    for (const worker of ['worker-alive', 'worker-dead']) {
      await accept({ type: 'customer.created', object: { id: worker } }, { id: `evt_${worker}` })
      await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = ${worker}
                 where key = ${`stripe:evt_${worker}`}`.execute(database())
    }
    await reconcile(later(0))
    expect(await lockedJobs()).toEqual(['worker-alive'])
    await alive.end()
    await vi.waitFor(async () => {
      await reconcile(later(0))
      expect(await lockedJobs()).toEqual([])
    })
  })

  test('a running worker proves that it lives: its job stays its own while it works', async () => {
    await mdm.sandbox.turn('mdm.api', 'slow')
    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    const worker = await startWorker(2)
    try {
      await vi.waitFor(async () => expect(await lockedJobs()).not.toEqual([]))
      const [holder] = await lockedJobs()
      await reconcile(later(0))
      expect(await lockedJobs()).toContain(holder)
      await untilUnlock(loan, 'confirmed')
    } finally {
      await worker.stop()
    }
  })
})
