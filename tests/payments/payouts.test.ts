import { expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { newsIn } from '#lib/gateways/psp/stripe/news.ts'
import { handleWaiting } from '#tests/support/stripe-events.ts'
import { drain } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from '#tests/workflows/checkout/given-checkout.ts'
import { balanceOf, casesOf, loanRow, twoLate } from './given-payment.ts'

const { stripe, givenPhone, clock, lender } = await givenCheckouts()

test('a payout that arrives, and one that fails, concern no payment: nothing follows and nobody is asked', async () => {
  const loan = await givenPhone(lender, twoLate())
  const { paymentId, checkoutUrl } = await begun(loan)
  await stripe.pay(checkoutUrl)
  await untilPayment(paymentId, 'paid')
  const before = { balance: await balanceOf(paymentId), loan: await loanRow(loan) }
  const cases = await countCases()
  await stripe.sandbox.turn('stripe.payouts', 'fail_late')
  stripe.sandbox.payOut('lkr')
  for (const days of [3, 6]) {
    clock.stripeAheadMs = days * 24 * 3600 * 1000
    stripe.sandbox.runDue()
  }
  await vi.waitFor(
    async () => {
      await drain()
      await handleWaiting()
      expect(await outcomesOf('payout.failed')).toEqual(['ignored'])
    },
    { timeout: 10_000 },
  )
  for (const type of ['payout.created', 'payout.paid', 'payout.reconciliation_completed'])
    expect(await outcomesOf(type)).toEqual(['ignored'])
  expect({ balance: await balanceOf(paymentId), loan: await loanRow(loan) }).toEqual(before)
  expect(await casesOf(loan)).toEqual([])
  expect(await countCases()).toBe(cases)
})

test('what is said of a payout is known, whatever becomes of it', () => {
  const events = stripe.sandbox.objects.events
    .all()
    .filter(({ type }) => type.startsWith('payout.'))
  expect(events.length).toBeGreaterThan(4)
  for (const event of events)
    expect(newsIn(event as unknown as Parameters<typeof newsIn>[0])).toEqual({
      kind: 'nothing_new',
    })
  const other = { ...events[0], type: 'topup.failed' } as unknown as Parameters<typeof newsIn>[0]
  expect(newsIn(other)).toEqual({ kind: 'unknown' })
})

async function outcomesOf(type: string) {
  const rows = await database()
    .selectFrom('pspEvents')
    .select('outcome')
    .where('type', '=', type)
    .execute()
  return rows.map(({ outcome }) => outcome)
}

async function countCases(): Promise<number> {
  return (await database().selectFrom('cases').select('id').execute()).length
}
