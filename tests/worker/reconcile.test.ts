import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { requestRefund } from '#lib/payments/refunds/request-refund.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import {
  casesOf,
  open,
  paid,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { accept, intentNews } from '#tests/support/stripe-events.ts'
import {
  drain,
  loseTheQueue,
  newestUnlock,
  noticesOf,
  passTime,
  queuedTasks,
  untilUnlock,
} from '#tests/support/world.ts'
import { givenRounds, later, upToDate } from '#tests/workflows/promises/given-rounds.ts'

const { mdm, givenPhone, lender } = await givenRounds()

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
        'read-phones',
        'refund-payment',
        'send-notice',
        'send-unlock',
        'psp-event',
      ]),
    )
    await database().deleteFrom('refunds').where('reason', '=', 'test').execute()
  })

  test('what has a job already is not woken again, what lost it is', async () => {
    const loan = await givenPhone(lender, twoLate())
    await open(loan)
    await open(await givenPhone(lender, twoLate()))
    await accept({ type: 'customer.created', object: { id: 'cus_2' } })
    await loseTheQueue()
    await reconcile(later(5))
    const asked = await queuedJobs()
    const [lost, ...kept] = asked
    await sql`select graphile_worker.complete_jobs(array[${lost?.id}::bigint])`.execute(database())
    await reconcile(later(5))
    const after = await queuedJobs()
    expect(kept.length).toBeGreaterThan(1)
    expect(after.filter(({ key }) => key !== lost?.key)).toEqual(kept)
    expect(after.map(({ key }) => key).sort()).toEqual(asked.map(({ key }) => key).sort())
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
    const lines = await database()
      .selectFrom('auditLog')
      .select('action')
      .where('subjectId', '=', id)
      .where('action', '=', 'unlock.late')
      .execute()
    expect(lines).toHaveLength(1)
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

// Each time that a job is asked for again its revision rises, and the whole queue is looked through.
async function queuedJobs() {
  const { rows } = await sql<{ id: string; key: string; revision: number }>`
    select id, key, revision from graphile_worker.jobs
     where key is not null and key not like 'readings:%' order by id`.execute(database())
  return rows
}
