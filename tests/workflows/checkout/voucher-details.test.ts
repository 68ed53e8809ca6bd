import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { clearsBy } from '#lib/domain/money/clearing.ts'
import { spacedOut, type VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { checkoutRequestOf } from '#lib/payments/checkout-request.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { settleCheckout } from '#lib/workflows/checkout/settle-checkout.ts'
import { givenLink } from '#tests/payments/given-link.ts'
import { open, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { drain, loseTheQueue } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from './given-checkout.ts'

const { stripe } = await givenCheckouts()
const lender = await givenLender({ policy: { clearingDays: { oxxo: 5 } } })
await database()
  .updateTable('lenders')
  .set({ paymentMethods: ['card', 'oxxo'], timeZone: 'America/Mexico_City' })
  .where('id', '=', lender.id)
  .execute()
beforeEach(loseTheQueue)

const mexican = () => givenLoan(lender, twoLate(45_000n), { currency: 'MXN' })

async function nominate({ borrowerId }: GivenLoan, nominatedPhone: string): Promise<void> {
  await database()
    .updateTable('borrowers')
    .set({ nominatedPhone })
    .where('id', '=', borrowerId)
    .execute()
}

async function withVoucher(loan: GivenLoan) {
  const { paymentId, checkoutUrl } = await begun(loan)
  await stripe.pay(checkoutUrl, { method: 'oxxo' })
  await untilPayment(paymentId, 'processing')
  await drain()
  return paymentId
}

const lettersOf = (paymentId: string) =>
  database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', '=', paymentId)
    .orderBy('channel')
    .execute()

async function shown({ borrowerId }: GivenLoan, paymentId: string) {
  const payment = await paymentOf(database(), borrowerId, paymentId)
  if (!payment) throw new Error('no payment')
  return payment
}

test('what is needed at the counter is kept as Stripe says it, and goes to the nominated number as well', async () => {
  const loan = await mexican()
  const bystander = await mexican()
  await nominate(loan, '+525555550101')
  const paymentId = await withVoucher(loan)
  const { voucher, method } = await shown(loan, paymentId)
  const { number } = voucher as VoucherDetails
  const { checkoutSessionId } = await paymentRow(paymentId)
  const session = await stripe.stripe.checkout.sessions.retrieve(checkoutSessionId ?? '', {
    expand: ['payment_intent'],
  })
  expect(session.payment_intent).toMatchObject({
    next_action: { oxxo_display_details: { number } },
  })
  const [email, text, ...others] = await lettersOf(paymentId)
  expect(others).toEqual([])
  expect([email?.channel, text?.channel, text?.recipient]).toEqual([
    'email',
    'sms',
    '+525555550101',
  ])
  for (const letter of [email, text]) {
    const words = await composeNotice(database(), letter as NonNullable<typeof letter>)
    for (const said of [words.text, words.short]) {
      expect(said).toContain(spacedOut(method, number ?? ''))
      expect(said).toContain('OXXO')
      expect(said).toMatch(/until \w+ \d+ \w+/)
      expect(said).not.toContain('Thank')
    }
  }
  const untouched = await database()
    .selectFrom('notices')
    .select('id')
    .where('recipient', 'like', `%${bystander.borrowerId}%`)
    .execute()
  expect(untouched).toEqual([])
})

test('told of it again, nobody is written to again', async () => {
  const loan = await mexican()
  const paymentId = await withVoucher(loan)
  const reading = {
    ...readingOf(paymentId),
    voucher: { url: null, expiresAt: Temporal.Now.instant().add({ hours: 48 }), details: nothing },
  }
  const now = Temporal.Now.instant()
  await transaction((tx) => settleCheckout(tx, { reading, at: now, now }))
  expect(await lettersOf(paymentId)).toHaveLength(1)
})

const nothing: VoucherDetails = { number: null, entity: null, stores: [] }

function readingOf(paymentId: string) {
  return {
    sessionId: `cs_${paymentId}`,
    paymentId,
    state: 'processing',
    page: null,
    paymentIntentId: `pi_${paymentId}`,
    received: { amountMinor: 0n, currency: 'MXN' },
    capturedAt: null,
    method: 'oxxo',
    failure: null,
  } as const
}

test('details that Stripe did not give: it is a voucher all the same, and the letter names its page', async () => {
  const loan = await mexican()
  const { paymentId } = await open(loan, {})
  const now = Temporal.Now.instant()
  const voucher = { url: null, expiresAt: now.add({ hours: 48 }), details: nothing }
  await transaction((tx) =>
    settleCheckout(tx, { reading: { ...readingOf(paymentId), voucher }, at: now, now }),
  )
  expect(await shown(loan, paymentId)).toMatchObject({ voucher: nothing, state: 'processing' })
  const [letter] = await lettersOf(paymentId)
  const { text, short } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  expect(text).toContain('The number stands on the page of the voucher')
  expect(short).not.toContain('none')
})

test('a helper’s voucher goes to the helper; whose phone it is hears that it was made, without its number', async () => {
  const loan = await mexican()
  const { id: payLinkId } = await givenLink(loan)
  const { paymentId } = await open(loan, { payLinkId, receiptEmail: 'friend@mail.example' })
  const now = Temporal.Now.instant()
  const details = { ...nothing, number: '12345678901234657890123456789012' }
  const voucher = { url: null, expiresAt: now.add({ hours: 48 }), details }
  await transaction((tx) =>
    settleCheckout(tx, { reading: { ...readingOf(paymentId), voucher }, at: now, now }),
  )
  const letters = await lettersOf(paymentId)
  const words = await Promise.all(
    letters.map(async (letter) => [
      letter.kind,
      (await composeNotice(database(), letter)).text.includes('1234 5678'),
    ]),
  )
  expect(words.toSorted()).toEqual([
    ['payment_clearing', false],
    ['voucher_made_helper', true],
  ])
})

describe('the voucher’s life is asked for by the days in which it is waited for', () => {
  test('as the lender says', async () => {
    const loan = await mexican()
    const paymentId = await withVoucher(loan)
    const { expiresAt, createdAt, method } = await paymentRow(paymentId)
    const clock = await lenderById(database(), lender.id)
    expect(`${clearsBy({ begunAt: createdAt, method }, clock)}`).toBe(`${expiresAt}`)
  })

  test('by what takes the amount: OXXO is not asked for above 10,000 MXN, nor its life', async () => {
    const dear = await givenLoan(lender, twoLate(900_000n), { currency: 'MXN' })
    const { paymentId } = await open(dear, {})
    expect(await checkoutRequestOf(database(), paymentId)).toMatchObject({
      paymentMethods: ['card'],
      voucherDays: {},
    })
    const { paymentId: cheap } = await open(await mexican(), {})
    expect(await checkoutRequestOf(database(), cheap)).toMatchObject({
      paymentMethods: ['card', 'oxxo'],
      voucherDays: { oxxo: 5 },
    })
  })
})
