import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reopenForgotten } from '#lib/workflows/unlocks/reopen-forgotten.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  disputeNews,
  handleWaiting,
  intentNews,
  type RefundAsked,
  refundNews,
  type StripeNews,
  sessionNews,
  tell,
} from '#tests/support/stripe-events.ts'
import {
  balanceOf,
  casesOf,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from './given-payment.ts'
import { everyOrder } from './walks/every-order.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

const stories: Record<string, (asked: RefundAsked) => StripeNews[]> = {
  'a card payment, part of it given back, disputed': (asked) => [
    sessionNews('completed', asked),
    intentNews('succeeded', asked),
    refundNews('created', { ...asked, amountMinor: 100_000n }, 'pending'),
    refundNews('updated', { ...asked, amountMinor: 100_000n }),
    disputeNews('funds_withdrawn', asked),
  ],
  'a delayed payment that clears, whose refund fails': (asked) => [
    sessionNews('completed', asked, 'unpaid'),
    sessionNews('async_payment_succeeded', asked),
    intentNews('succeeded', asked),
    refundNews('created', asked),
    refundNews('failed', asked),
  ],
  'a declined card, then a good one': (asked) => [
    intentNews('payment_failed', asked),
    intentNews('succeeded', asked),
    sessionNews('completed', asked),
    disputeNews('created', asked),
    disputeNews('closed', { ...asked, taken: [], secondsLater: 9 }, 'won'),
  ],
  'a delayed payment that never clears': (asked) => [
    sessionNews('completed', asked, 'unpaid'),
    intentNews('payment_failed', asked),
    sessionNews('async_payment_failed', asked, 'unpaid'),
  ],
  'a page that was left': (asked) => [
    intentNews('payment_failed', asked),
    sessionNews('expired', asked),
  ],
}

describe('the order of Stripe’s events does not matter', { timeout: 180_000 }, () => {
  test.for(Object.entries(stories))('%s', async ([, story]) => {
    const count = everyOrder(story({ paymentId: '', amountMinor: 0n, pspRefundId: '' })).length
    const orders = [...Array(count).keys()]
    const ends = new Set<string>()
    while (orders.length > 0) {
      const loans = []
      for (const order of orders.splice(0, 8))
        loans.push({ order, loan: await givenLoan(lender, twoLate()) })
      const some = await Promise.all(loans.map(({ order, loan }) => endOf(story, order, loan)))
      for (const end of some) ends.add(end)
    }
    expect([...ends].slice(1)).toEqual([])
    expect(await waitingEvents()).toEqual([])
  })
})

async function endOf(
  story: (asked: RefundAsked) => StripeNews[],
  order: number,
  loan: GivenLoan,
): Promise<string> {
  const payment = await open(loan)
  const asked = { ...payment, pspRefundId: `re_${payment.paymentId}` }
  for (const news of everyOrder(story(asked))[order] ?? []) await tell(news)
  await handleWaiting()
  if ((await newestState(loan)) === 'superseded') await reopenForgotten(Temporal.Now.instant())
  const { state, paidMinor, effect, failure } = await paymentRow(payment.paymentId)
  const end = {
    payment: { state, paidMinor, effect, failure },
    loan: await loanRow(loan),
    balance: Object.entries(await balanceOf(payment.paymentId)).sort(),
    // What was ended on the way is asked for again; how often does not matter.
    unlock: (await unlocksOf(loan)).map((unlock) => [unlock.state, unlock.intent]).at(-1),
    cases: await casesOf(loan),
    refunds: await refundsOf(payment.paymentId),
  }
  return JSON.stringify(end, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}

async function newestState(loan: GivenLoan) {
  return (await unlocksOf(loan)).at(-1)?.state
}

function refundsOf(paymentId: string) {
  return database()
    .selectFrom('refunds')
    .select(['state', 'amountMinor'])
    .where('paymentId', '=', paymentId)
    .execute()
}

async function waitingEvents(): Promise<string[]> {
  const rows = await database()
    .selectFrom('pspEvents')
    .select('type')
    .where('handledAt', 'is', null)
    .execute()
  return rows.map(({ type }) => type)
}
