import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { checkoutRequestOf } from '#lib/payments/checkout-request.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { closeAttempt } from '#lib/workflows/checkout/close-attempt.ts'
import { givenLink } from '#tests/payments/given-link.ts'
import {
  cancel,
  casesOf,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { drain, noticesOf, untilUnlock } from '#tests/support/world.ts'
import { begun, givenCheckouts, start, untilPayment } from './given-checkout.ts'

const { stripe, givenPhone, lender, clock } = await givenCheckouts()

function sessionsOf(paymentId: string) {
  return stripe.sandbox.objects.sessions
    .all()
    .map(({ session }) => session)
    .filter((session) => session.client_reference_id === paymentId)
}

describe('paying', () => {
  test('from the choice to the open phone, over the wire', async () => {
    const loan = await givenPhone(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    expect((await stripe.pay(checkoutUrl)).location).toContain(`/return/${paymentId}`)
    await untilPayment(paymentId, 'paid')
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
  })

  test('twenty clicks at the same moment are one page at Stripe, and all are sent there', async () => {
    const loan = await givenLoan(lender, twoLate())
    const started = await Promise.all(Array.from({ length: 20 }, () => start(loan)))
    const urls = new Set(started.map((one) => ('refusal' in one ? one.refusal : one.checkoutUrl)))
    expect([...urls]).toHaveLength(1)
    const [first] = started
    expect(sessionsOf((first && 'paymentId' in first && first.paymentId) || '')).toHaveLength(1)
  })

  test('every webhook lost: asking Stripe books it', async () => {
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    const loan = await givenPhone(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    await stripe.pay(checkoutUrl)
    await reconcile(Temporal.Now.instant().add({ minutes: 2 }))
    await drain()
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'paid' })
    await untilUnlock(loan, 'confirmed')
  })

  test('webhooks doubled and asking too: booked once', async () => {
    await stripe.sandbox.turn('stripe.webhooks', 'doubled')
    const loan = await givenPhone(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    await stripe.pay(checkoutUrl)
    await Promise.all([checkPayment({ paymentId }), drain(), checkPayment({ paymentId })])
    await untilPayment(paymentId, 'paid')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await unlocksOf(loan)).toHaveLength(1)
  })

  test('less arrived than was asked: set aside, the phone stays as it is', async () => {
    await stripe.sandbox.turn('stripe.amounts', 'one_less')
    const loan = await givenPhone(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    await stripe.pay(checkoutUrl)
    await untilPayment(paymentId, 'set_aside')
    expect(await unlocksOf(loan)).toEqual([])
    expect(await casesOf(loan)).toEqual(['payment_set_aside'])
  })

  test('a declined card leaves the page open for another', async () => {
    const loan = await givenPhone(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    await stripe.pay(checkoutUrl, { card: '4000 0000 0000 9995' })
    await vi.waitFor(async () => {
      await drain()
      expect(await paymentRow(paymentId)).toMatchObject({
        state: 'open',
        failure: 'insufficient_funds',
      })
    })
    await stripe.pay(checkoutUrl)
    await untilPayment(paymentId, 'paid')
    expect(await paymentRow(paymentId)).toMatchObject({ failure: null })
  })
})

describe('dying in between', () => {
  test('Stripe answered, nobody noted it: asked again with the same key, one page at Stripe', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { paymentId } = await open(loan)
    const request = await checkoutRequestOf(database(), paymentId)
    if (!request) throw new Error('nothing to ask')
    const lost = await providerOf(installationAccount()).openCheckout(request)
    await checkPayment({ paymentId })
    expect(await paymentRow(paymentId)).toMatchObject({
      state: 'open',
      checkoutSessionId: lost.sessionId,
    })
    expect(sessionsOf(paymentId)).toHaveLength(1)
  })

  test('Stripe answered, nobody noted it, and the page was paid: booked', async () => {
    const loan = await givenPhone(lender, twoLate())
    const { paymentId } = await open(loan)
    const request = await checkoutRequestOf(database(), paymentId)
    if (!request) throw new Error('nothing to ask')
    const lost = await providerOf(installationAccount()).openCheckout(request)
    await stripe.pay(lost.url)
    await untilPayment(paymentId, 'paid')
  })

  test('too late to be opened at Stripe: ended, and the next attempt is free', async () => {
    const loan = await givenLoan(lender, twoLate())
    const now = Temporal.Now.instant().subtract({ minutes: 20 })
    const { paymentId } = await open(loan, { now })
    await checkPayment({ paymentId })
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'expired' })
    expect(await begun(loan)).not.toMatchObject({ paymentId })
  })

  test('Stripe did it and answered 500: its page is found, and no second one is made', async () => {
    const loan = await givenLoan(lender, twoLate())
    const bystander = await begun(await givenLoan(lender, twoLate()))
    const { paymentId } = await open(loan)
    await stripe.sandbox.turn('stripe.api', 'fails_after')
    await expect(checkPayment({ paymentId })).rejects.toThrow()
    await stripe.sandbox.turn('stripe.api', 'normal')
    await checkPayment({ paymentId })
    const [made, ...others] = sessionsOf(paymentId)
    expect(others).toEqual([])
    expect(await paymentRow(paymentId)).toMatchObject({
      state: 'open',
      checkoutSessionId: made?.id,
      checkoutUrl: made?.url,
    })
    expect(sessionsOf(bystander.paymentId)).toMatchObject([{ status: 'open' }])
  })

  test('Stripe did it and answered 500, and was paid: found and booked, without any event', async () => {
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    const loan = await givenPhone(lender, twoLate())
    const { paymentId } = await open(loan)
    await stripe.sandbox.turn('stripe.api', 'fails_after')
    await expect(checkPayment({ paymentId })).rejects.toThrow()
    await stripe.sandbox.turn('stripe.api', 'normal')
    await stripe.pay(sessionsOf(paymentId)[0]?.url ?? '')
    await checkPayment({ paymentId })
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'paid' })
  })

  test('asked again after Stripe forgot the key: no second page, and the slot is free', async () => {
    const loan = await givenLoan(lender, twoLate())
    const dayAgo = Temporal.Now.instant().subtract({ hours: 25 })
    const { paymentId } = await open(loan, { now: dayAgo })
    clock.stripeAheadMs = -25 * 3600 * 1000
    const request = await checkoutRequestOf(database(), paymentId)
    if (!request) throw new Error('nothing to ask')
    const lost = await providerOf(installationAccount()).openCheckout(request)
    clock.stripeAheadMs = 0
    await checkPayment({ paymentId })
    expect(sessionsOf(paymentId)).toMatchObject([{ id: lost.sessionId, status: 'expired' }])
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'expired' })
  })

  test('Stripe did it and answered 500 to the person: what it made is closed, and another try has a page', async () => {
    const loan = await givenLoan(lender, twoLate())
    await stripe.sandbox.turn('stripe.api', 'fails_after')
    const failed = await start(loan)
    if (!('refusal' in failed && 'paymentId' in failed)) throw new Error('it did not fail')
    await stripe.sandbox.turn('stripe.api', 'normal')
    const { paymentId } = await begun(loan)
    await drain()
    expect(sessionsOf(failed.paymentId)).toMatchObject([{ status: 'expired' }])
    expect(sessionsOf(paymentId)).toMatchObject([{ status: 'open' }])
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
  })

  test('Stripe away while starting: said so, and trying again later works', async () => {
    const loan = await givenLoan(lender, twoLate())
    await stripe.sandbox.turn('stripe.api', 'down')
    expect(await start(loan)).toMatchObject({ refusal: 'provider_down' })
    await stripe.sandbox.turn('stripe.api', 'normal')
    const { checkoutUrl, paymentId } = await begun(loan)
    expect(checkoutUrl).toContain('/checkout/')
    expect(sessionsOf(paymentId)).toHaveLength(1)
  })

  test('Stripe away while asking: the payment is asked about again', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { paymentId } = await begun(loan)
    await stripe.sandbox.turn('stripe.api', 'down')
    await expect(checkPayment({ paymentId })).rejects.toThrow()
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
  })
})

describe('going on although another is under way', () => {
  test('closes the other page, so that nobody can pay it any more', async () => {
    const loan = await givenLoan(lender, twoLate())
    const first = await begun(loan)
    const second = await begun(loan, { choice: 'settle' })
    expect(sessionsOf(first.paymentId)).toMatchObject([{ status: 'expired' }])
    expect(await paymentRow(first.paymentId)).toMatchObject({ state: 'cancelled' })
    expect(sessionsOf(second.paymentId)).toMatchObject([{ status: 'open' }])
  })

  test('a stranger with the link, again and again, does not take the borrower’s page away', async () => {
    const loan = await givenPhone(lender, twoLate())
    const first = await begun(loan)
    const { id: payLinkId } = await givenLink(loan)
    const byLink = { payLinkId, actor: `pay_link:${payLinkId}`, confirmAnother: true }
    for (let times = 0; times < 10; times += 1)
      expect(await start(loan, byLink)).toMatchObject({ refusal: 'borrower_first' })
    expect(sessionsOf(first.paymentId)).toMatchObject([{ status: 'open' }])
    await stripe.pay(first.checkoutUrl)
    await untilPayment(first.paymentId, 'paid')
  })

  test('learns that the other was paid a moment ago: booked, and nothing more is asked', async () => {
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    const loan = await givenPhone(lender, twoLate())
    const first = await begun(loan)
    await stripe.pay(first.checkoutUrl)
    expect(await start(loan, { choice: 'settle' })).toEqual({
      refusal: 'changed_since',
    })
    expect(await paymentRow(first.paymentId)).toMatchObject({ state: 'paid' })
  })

  test('leaves a voucher that was promised as it is: its money is on its way', async () => {
    const mexican = await givenLender()
    await database()
      .updateTable('lenders')
      .set({ paymentMethods: ['card', 'oxxo'] })
      .where('id', '=', mexican.id)
      .execute()
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    const loan = await givenLoan(mexican, twoLate(45_000n), { currency: 'MXN' })
    const first = await begun(loan)
    await stripe.pay(first.checkoutUrl, { method: 'oxxo' })
    await begun(loan, { choice: 'settle', confirmAnother: true })
    expect(await paymentRow(first.paymentId)).toMatchObject({ state: 'processing' })
    expect(await noticesOf(first.paymentId)).toEqual(['voucher_made'])
  })
})

describe('giving an attempt up', () => {
  test('closes its page at Stripe; another loan’s stays', async () => {
    const { paymentId } = await begun(await givenLoan(lender, twoLate()))
    const bystander = await begun(await givenLoan(lender, twoLate()))
    await closeAttempt(paymentId, Temporal.Now.instant())
    expect(sessionsOf(paymentId)).toMatchObject([{ status: 'expired' }])
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'cancelled' })
    expect(sessionsOf(bystander.paymentId)).toMatchObject([{ status: 'open' }])
    expect(await paymentRow(bystander.paymentId)).toMatchObject({ state: 'open' })
  })

  test('while Stripe is away: it goes on here, too', async () => {
    const { paymentId } = await begun(await givenLoan(lender, twoLate()))
    await stripe.sandbox.turn('stripe.api', 'down')
    await expect(closeAttempt(paymentId, Temporal.Now.instant())).rejects.toThrow()
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
    expect(sessionsOf(paymentId)).toMatchObject([{ status: 'open' }])
  })

  test('when it was paid a moment ago, the money stands', async () => {
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    const { paymentId, checkoutUrl } = await begun(await givenPhone(lender, twoLate()))
    await stripe.pay(checkoutUrl)
    await closeAttempt(paymentId, Temporal.Now.instant())
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'paid' })
  })

  test('a page that is open at Stripe though the attempt has ended here is closed when it is asked about', async () => {
    const { paymentId } = await begun(await givenLoan(lender, twoLate()))
    await cancel(paymentId)
    await checkPayment({ paymentId })
    expect(sessionsOf(paymentId)).toMatchObject([{ status: 'expired' }])
  })
})
