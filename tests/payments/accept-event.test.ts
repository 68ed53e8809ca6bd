import { sql } from 'kysely'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import askAboutEvent from '#lib/worker/tasks/ask-about-event.ts'
import pspEvent from '#lib/worker/tasks/psp-event.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { startStripeSandbox } from '#tests/support/stripe.ts'
import {
  accept,
  disputeNews,
  intentNews,
  refundNews,
  type StripeNews,
  sessionNews,
  tell,
} from '#tests/support/stripe-events.ts'
import { loanRow, open, paymentRow, twoLate } from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()
const stripe = await startStripeSandbox()
env().STRIPE_API_BASE = stripe.url
afterAll(() => stripe.stop())
afterEach(() => expectLedgerToHold(database()))

function eventRow(id: string) {
  return database()
    .selectFrom('pspEvents')
    .select(['outcome', 'reason', 'handledAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

async function jobsOf(eventId: string) {
  const { rows } = await sql`
    select payload from graphile_worker._private_jobs where key = ${`psp:${eventId}`}`.execute(
    database(),
  )
  return rows
}

async function lanesOf(key: string) {
  const { rows } = await sql<{ flags: object | null }>`
    select flags from graphile_worker._private_jobs where key = ${key}`.execute(database())
  return rows.flatMap(({ flags }) => Object.keys(flags ?? {}))
}

const someNews: StripeNews = { type: 'customer.created', object: { id: 'cus_1' } }

describe('stored before it is believed', () => {
  test('the same event twenty times at once is one row and one job', async () => {
    await Promise.all(Array.from({ length: 20 }, () => accept(someNews, { id: 'evt_once' })))
    expect(await jobsOf('evt_once')).toEqual([{ payload: { eventId: 'evt_once' } }])
    expect(await eventRow('evt_once')).toMatchObject({ handledAt: null })
  })

  test('an event that was handled is not handled again', async () => {
    const id = await tell(someNews)
    const before = await eventRow(id)
    await accept(someNews, { id })
    await pspEvent({ eventId: id })
    expect(await eventRow(id)).toEqual(before)
  })
})

describe('what is not ours is never booked', () => {
  async function asked() {
    const loan = await givenLoan(lender, twoLate())
    return { loan, payment: await open(loan) }
  }

  test.for([
    ['of another account', { account: 'acct_other' }, 'other_account'],
    ['of live mode under a test key', { livemode: true }, 'other_mode'],
  ] as const)('%s', async ([, over, reason]) => {
    const { loan, payment } = await asked()
    const id = await accept(intentNews('succeeded', payment), over)
    await pspEvent({ eventId: id })
    expect(await eventRow(id)).toMatchObject({ outcome: 'set_aside', reason })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  })

  test.for([undefined, 'order-4711', '01a1fb00-0000-7000-8000-000000000000'])(
    'money that names %s is another application’s, and nobody is bothered',
    async (paymentId) => {
      const unknown = { paymentId: paymentId as string, amountMinor: 5n, intent: 'pi_unknown' }
      for (const news of [intentNews('succeeded', unknown), sessionNews('completed', unknown)])
        expect(await eventRow(await tell(news))).toMatchObject({
          outcome: 'ignored',
          reason: 'unknown_payment',
        })
    },
  )

  test('money that names our lender but no payment of ours is a case for its staff', async () => {
    const news = intentNews('succeeded', {
      paymentId: '01a1fb00-0000-7000-8000-000000000000',
      amountMinor: 5n,
      intent: 'pi_orphan',
    })
    const metadata = { ...(news.object.metadata as object), lender_id: lender.id }
    const pspEventId = await tell({ ...news, object: { ...news.object, metadata } })
    const cases = await database()
      .selectFrom('cases')
      .select(['kind', 'lenderId'])
      .where('pspEventId', '=', pspEventId)
      .execute()
    expect(cases).toEqual([{ kind: 'payment_set_aside', lenderId: lender.id }])
  })

  test('a decline or an end of somebody else’s payment changes nothing', async () => {
    const other = { paymentId: 'order-4711', amountMinor: 5n }
    expect(await eventRow(await tell(intentNews('payment_failed', other)))).toMatchObject({
      outcome: 'ignored',
    })
    expect((await eventRow(await tell(sessionNews('expired', other)))).handledAt).not.toBeNull()
  })

  test('an event type nobody asked for is ignored', async () => {
    expect(await eventRow(await tell(someNews))).toMatchObject({ outcome: 'ignored' })
  })

  test('a payment status that Stripe may invent later is not read as paid', async () => {
    const { loan, payment } = await asked()
    await tell(sessionNews('completed', payment, 'sort_of_paid' as 'paid'))
    expect(await paymentRow(payment.paymentId)).toMatchObject({ state: 'processing' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  })
})

describe('a session that says it was paid', () => {
  test('says not what arrived: nothing is booked by it, and Stripe is asked', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payment = await open(loan)
    const id = await tell(sessionNews('completed', payment))
    expect(await eventRow(id)).toMatchObject({ handledAt: null })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
    const { rows } = await sql`
      select payload from graphile_worker._private_jobs
       where key = ${`payment:${payment.paymentId}`}`.execute(database())
    expect(rows).toEqual([{ payload: { paymentId: payment.paymentId } }])
    await tell(intentNews('succeeded', payment))
    await pspEvent({ eventId: id })
    expect(await eventRow(id)).toMatchObject({ outcome: 'applied' })
  })

  test('for the amount asked, when less arrived: what arrived decides', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payment = await open(loan)
    await tell(sessionNews('completed', payment))
    await tell(intentNews('succeeded', { ...payment, amountMinor: payment.amountMinor - 1n }))
    expect(await paymentRow(payment.paymentId)).toMatchObject({ state: 'set_aside' })
  })
})

describe('what speaks of something not known yet', () => {
  const nobody = { paymentId: 'pay', amountMinor: 5n, intent: 'pi_nobody' }
  const news = [
    refundNews('created', { ...nobody, pspRefundId: 're_nobody' }),
    disputeNews('created', nobody),
    { type: 'radar.early_fraud_warning.created', object: { id: 'w', payment_intent: 'pi_nobody' } },
  ]

  test.for(news)('$type waits, and is nobody’s when Stripe knows no such money', async (one) => {
    const id = await tell(one)
    expect(await eventRow(id)).toMatchObject({ handledAt: null })
    expect(await jobsOf(id)).toHaveLength(1)
    await database()
      .updateTable('pspEvents')
      .set({ receivedAt: Temporal.Now.instant().subtract({ minutes: 3 }) })
      .where('id', '=', id)
      .execute()
    await pspEvent({ eventId: id })
    expect(await eventRow(id)).toMatchObject({ handledAt: null })
    expect(await lanesOf(`ask:${id}`)).toEqual(['psp'])
    await askAboutEvent({ eventId: id })
    expect(await eventRow(id)).toMatchObject({ outcome: 'ignored', reason: 'unknown_payment' })
  })
})
