import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type StripeNews, sessionNews, tell } from '#tests/support/stripe-events.ts'
import { balanceOf, casesOf, paymentRow } from './given-payment.ts'
import { letWaitingBeOld } from './given-stripe-story.ts'
import { stripeStories, waiting } from './given-told-story.ts'

await freshDatabase()
const { stripe, told, expectTruth } = await stripeStories()
afterAll(() => stripe.stop())
afterEach(() => vi.restoreAllMocks())

const paidOnce = { card: '4242424242424242', tickMs: 0, acts: [] }

/** Stripe says that a payment of ours was paid, by a session and an intent of that name. */
function paidBy(name: string, paymentId: string): StripeNews {
  const { type, object } = sessionNews('completed', { paymentId, amountMinor: 100n })
  return { type, object: { ...object, id: `cs_${name}`, payment_intent: name } }
}

test('money that Stripe does not know when it is asked is noted once, and is one case', async () => {
  const { loan, about } = await told(paidOnce)
  const { paymentId } = about
  const warned = vi.spyOn(log, 'warn')
  await tell(paidBy('pi_nowhere', paymentId))
  await tell(paidBy('pi_neither', paymentId))
  await letWaitingBeOld()
  expect(await waiting()).toEqual([])
  await checkUnknownPage(paymentId)
  expect(await casesOf(loan)).toEqual(['payment_refused'])
  expect(warned.mock.calls.map(([about]) => about)).toEqual([
    { paymentId, reason: expect.stringContaining("'pi_nowhere'") },
    { paymentId, reason: expect.stringContaining("'pi_neither'") },
  ])
  expect(await balanceOf(paymentId)).toEqual({})
  expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
})

test.each(['failed', 'expired', 'cancelled'] as const)(
  'of a payment that has %s, nobody is bothered',
  async (state) => {
    const { loan, about } = await told(paidOnce)
    const { paymentId } = about
    await database().updateTable('payments').set({ state }).where('id', '=', paymentId).execute()
    await tell(paidBy('pi_nowhere', paymentId))
    await letWaitingBeOld()
    await checkUnknownPage(paymentId)
    expect(await waiting()).toEqual([])
    expect(await casesOf(loan)).toEqual([])
    expect(await balanceOf(paymentId)).toEqual({})
    expect(await paymentRow(paymentId)).toMatchObject({ state })
  },
)

test('while Stripe does not answer it waits, and what Stripe then knows is booked', async () => {
  const { loan, about } = await told(paidOnce)
  await tell(paidBy(about.intentId, about.paymentId))
  await stripe.sandbox.turn('stripe.api', 'down')
  await expect(letWaitingBeOld()).rejects.toThrow()
  expect(await waiting()).toEqual(['checkout.session.completed'])
  await stripe.sandbox.turn('stripe.api', 'normal')
  await letWaitingBeOld()
  expect(await waiting()).toEqual([])
  await expectTruth(loan, about)
  expect(await casesOf(loan)).toEqual([])
})

/** Asks about a page that Stripe does not know either. */
async function checkUnknownPage(paymentId: string): Promise<void> {
  await database()
    .updateTable('payments')
    .set({ checkoutSessionId: `cs_test_${paymentId}` })
    .where('id', '=', paymentId)
    .execute()
  await checkPayment({ paymentId })
}
