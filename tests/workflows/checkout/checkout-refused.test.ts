import type { Updateable } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { paymentState } from '#components/payment/payment-state.ts'
import { database } from '#lib/db/client.ts'
import type { Payments } from '#lib/db/schema.generated.ts'
import { paymentsOf } from '#lib/payments/queries.ts'
import { cancelAttempt } from '#lib/workflows/checkout/cancel-attempt.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { casesOf, loanRow, open, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { begun, givenCheckouts, start, untilPayment } from './given-checkout.ts'

const { stripe, lender } = await givenCheckouts()

beforeEach(() => stripe.sandbox.turn('stripe.checkout', 'opened'))
afterEach(() => stripe.sandbox.turn('stripe.checkout', 'opened'))

function casesAbout(kind: string) {
  return database()
    .selectFrom('cases')
    .select(['kind', 'loanId', 'paymentId', 'detail'])
    .where('kind', '=', kind)
    .where('closedAt', 'is', null)
    .execute()
}

function rowsOf(loan: GivenLoan) {
  return database()
    .selectFrom('payments')
    .select(['state', 'failure'])
    .where('loanId', '=', loan.loanId)
    .execute()
}

/** What the borrower reads of their payments. */
async function toldOf({ borrowerId }: GivenLoan) {
  const now = Temporal.Now.instant()
  const listed = await paymentsOf(database(), borrowerId)
  return listed.map((payment) => paymentState(payment, now))
}

describe('Stripe opens no page', () => {
  test('for good: said so, with a case in Stripe’s own words; and the next attempt is free', async () => {
    const loan = await givenLoan(lender, twoLate())
    const bystander = await givenLoan(lender, twoLate())
    const { paymentId: others } = await begun(bystander)
    await stripe.sandbox.turn('stripe.checkout', 'refused')
    expect(await start(loan)).toMatchObject({ refusal: 'provider_refused' })
    expect(await start(loan)).toMatchObject({ refusal: 'provider_refused' })
    expect(await rowsOf(loan)).toEqual([
      { state: 'cancelled', failure: 'provider_refused' },
      { state: 'cancelled', failure: 'provider_refused' },
    ])
    const cases = await casesAbout('payment_refused')
    expect(cases).toMatchObject([
      {
        loanId: loan.loanId,
        detail: {
          failure: 'payment_method_unactivated',
          providerSays: 'The payment method type "card" is not activated for your account.',
        },
      },
    ])
    await stripe.sandbox.turn('stripe.checkout', 'opened')
    await begun(loan)
    expect(await paymentRow(others)).toMatchObject({ state: 'open' })
    expect(await casesOf(bystander)).toEqual([])
  })

  test('because of the account: one case of the lender, however many try to pay', async () => {
    await stripe.sandbox.turn('stripe.checkout', 'forbidden')
    for (const _ of [1, 2]) {
      const loan = await givenLoan(lender, twoLate())
      expect(await start(loan)).toMatchObject({ refusal: 'provider_refused' })
      expect(await casesOf(loan)).toEqual([])
    }
    expect(await casesAbout('payment_refused')).toContainEqual(
      expect.objectContaining({
        loanId: null,
        paymentId: null,
        detail: expect.objectContaining({ failure: 'account_closed' }),
      }),
    )
  })

  test('for a while: an outage, and no case', async () => {
    const loan = await givenLoan(lender, twoLate())
    await stripe.sandbox.turn('stripe.api', 'down')
    expect(await start(loan)).toMatchObject({ refusal: 'provider_down' })
    expect(await casesOf(loan)).toEqual([])
    expect(await rowsOf(loan)).toEqual([{ state: 'cancelled', failure: 'provider_unreachable' }])
    expect(await toldOf(loan)).toEqual(['not_started'])
    const other = await givenLoan(lender, twoLate())
    await stripe.sandbox.turn('stripe.api', 'normal')
    const { paymentId } = await begun(other)
    await cancelAttempt(paymentId, Temporal.Now.instant())
    expect(await toldOf(other)).toEqual(['cancelled'])
  })

  test('when the sweep asks again after a crash: the same case', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { paymentId } = await open(loan)
    await stripe.sandbox.turn('stripe.checkout', 'refused')
    await checkPayment({ paymentId })
    expect(await paymentRow(paymentId)).toMatchObject({
      state: 'cancelled',
      failure: 'provider_refused',
    })
    expect(await casesOf(loan)).toEqual(['payment_refused'])
  })
})

async function anotherAccounts(loan: GivenLoan, values: Updateable<Payments> = {}) {
  const { paymentId } = await begun(loan)
  const checkoutSessionId = `cs_test_of_another_account_${paymentId}`
  await database()
    .updateTable('payments')
    .set({ ...values, checkoutSessionId })
    .where('id', '=', paymentId)
    .execute()
  return paymentId
}

test('a page Stripe does not know any more is a case, and asked about now and then', async () => {
  const loan = await givenLoan(lender, twoLate())
  const paymentId = await anotherAccounts(loan)
  await checkPayment({ paymentId })
  expect(await casesAbout('payment_refused')).toContainEqual(
    expect.objectContaining({
      loanId: loan.loanId,
      detail: expect.objectContaining({ failure: 'resource_missing' }),
    }),
  )
  expect(await paymentRow(paymentId)).toMatchObject({ state: 'open', checks: 1 })
})

test('it ends with its case once nobody can pay there, and later where its payer has probably paid', async () => {
  const now = Temporal.Now.instant()
  const ago = (days: number) => now.subtract({ hours: 24 * days })
  const loan = await givenLoan(lender, twoLate())
  const paymentId = await anotherAccounts(loan, { expiresAt: ago(0) })
  await checkPayment({ paymentId })
  expect(await paymentRow(paymentId)).toMatchObject({ state: 'expired', nextCheckAt: null })
  expect(await casesOf(loan)).toEqual(['payment_refused'])
  expect(await toldOf(loan)).toEqual(['expired'])
  await begun(loan)
  for (const paid of [{ checkoutReturnedAt: ago(1) }, { state: 'processing' as const }]) {
    const other = await givenLoan(lender, twoLate())
    const id = await anotherAccounts(other, { ...paid, expiresAt: ago(13) })
    await checkPayment({ paymentId: id })
    expect(await paymentRow(id)).not.toMatchObject({ state: 'expired' })
    await database()
      .updateTable('payments')
      .set({ expiresAt: ago(15) })
      .where('id', '=', id)
      .execute()
    await checkPayment({ paymentId: id })
    expect(await paymentRow(id)).toMatchObject({ state: 'expired', nextCheckAt: null })
    expect(await casesOf(other)).toEqual(['payment_refused'])
  }
})

describe('an address Stripe does not take', () => {
  test('never keeps anybody from paying: paid without it, and said so at the desk', async () => {
    const loan = await givenLoan(lender, twoLate())
    const bystander = await givenLoan(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan, { receiptEmail: 'a..b@x.com' })
    const good = await begun(bystander, { receiptEmail: 'a.b@x.com' })
    const sessionOf = (id: string) =>
      stripe.sandbox.objects.sessions
        .all()
        .map(({ session }) => session)
        .filter(({ client_reference_id }) => client_reference_id === id)
    expect(sessionOf(paymentId)).toMatchObject([{ customer_email: null }])
    expect(sessionOf(good.paymentId)).toMatchObject([{ customer_email: 'a.b@x.com' }])
    await stripe.pay(checkoutUrl)
    await untilPayment(paymentId, 'paid')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
    expect(await casesAbout('email_refused')).toMatchObject([
      { loanId: loan.loanId, detail: { address: 'a..b@x.com', failure: 'email_invalid' } },
    ])
    expect(await casesOf(bystander)).toEqual([])
  })

  test('paid again with it: still one case; another lender’s borrower has none', async () => {
    const other = await givenLender()
    const loan = await givenLoan(lender, twoLate())
    const bystander = await givenLoan(other, twoLate())
    await begun(loan, { receiptEmail: 'c..d@x.com' })
    await begun(loan, { receiptEmail: 'c..d@x.com', choice: 'settle', confirmAnother: true })
    expect(await casesOf(loan)).toEqual(['email_refused'])
    expect(await casesOf(bystander)).toEqual([])
  })
})

describe('cancelling', () => {
  const cancel = (paymentId: string) => cancelAttempt(paymentId, Temporal.Now.instant())

  test('that Stripe refuses is said so, with one case however often; the attempt goes on and can be paid', async () => {
    const loan = await givenLoan(lender, twoLate())
    const bystander = await givenLoan(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    const { paymentId: others } = await begun(bystander)
    const before = (await casesAbout('payment_refused')).length
    await stripe.sandbox.turn('stripe.checkout', 'kept_open')
    expect(await cancel(paymentId)).toBe('refused')
    expect(await cancel(paymentId)).toBe('refused')
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
    const cases = (await casesAbout('payment_refused')).slice(before)
    expect(cases.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ failure: 'more_permissions_required' }),
    ])
    await stripe.pay(checkoutUrl)
    await untilPayment(paymentId, 'paid')
    expect(await paymentRow(others)).toMatchObject({ state: 'open' })
  })

  test('in an outage can be tried again, and then ends it at Stripe', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { paymentId, checkoutUrl } = await begun(loan)
    await stripe.sandbox.turn('stripe.api', 'down')
    expect(await cancel(paymentId)).toBe('failed')
    expect(await casesOf(loan)).toEqual([])
    await stripe.sandbox.turn('stripe.api', 'normal')
    expect(await cancel(paymentId)).toBe('done')
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'cancelled' })
    await stripe.pay(checkoutUrl).catch(() => undefined)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  })
})
