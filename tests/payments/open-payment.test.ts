import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endPayment, noteCheckout } from '#lib/payments/follow-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, sessionNews, tell } from '#tests/support/stripe-events.ts'
import { ask, dayFromNow, open, paymentRow, twoLate } from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

const aLoan = () => givenLoan(lender, twoLate())
const now = () => Temporal.Now.instant()

function atStripe(
  paymentId: string,
  values: { expiresAt?: Temporal.Instant; sessionId?: string } = {},
) {
  return transaction((tx) =>
    noteCheckout(tx, paymentId, {
      sessionId: `cs_${paymentId}`,
      url: `https://checkout.example/${paymentId}`,
      expiresAt: now().add({ minutes: 40 }),
      now: now(),
      ...values,
    }),
  )
}

function attempts(loan: GivenLoan) {
  return database()
    .selectFrom('payments')
    .select(['id', 'state'])
    .where('loanId', '=', loan.loanId)
    .orderBy('createdAt')
    .execute()
}

describe('one attempt at a time', () => {
  test('twenty starts at the same moment are one attempt, and all are given the same', async () => {
    const loan = await aLoan()
    const opened = await Promise.all(Array.from({ length: 20 }, () => ask(loan)))
    const ids = opened.map((one) => ('paymentId' in one ? one.paymentId : inspect(one)))
    expect(new Set(ids).size).toBe(1)
    expect(await attempts(loan)).toHaveLength(1)
  })

  test('twenty different asks at the same moment open one; each of the others would take its place', async () => {
    const loan = await aLoan()
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ask(loan, { choice: 'other', amountMinor: 200_000n + BigInt(index) }),
      ),
    )
    const [{ id } = { id: '' }, ...others] = await attempts(loan)
    expect(others).toEqual([])
    const replacing = opened.filter((one) => 'replaces' in one && one.replaces.paymentId === id)
    expect(replacing).toHaveLength(19)
  })

  test('the same ask again is sent to the page that waits already', async () => {
    const loan = await aLoan()
    const { paymentId } = await open(loan)
    await atStripe(paymentId)
    expect(await ask(loan)).toEqual({
      paymentId,
      checkoutUrl: `https://checkout.example/${paymentId}`,
    })
  })

  test('another ask takes the place of one’s own without a question: the old one is to be closed first', async () => {
    const loan = await aLoan()
    const { paymentId } = await open(loan)
    await atStripe(paymentId)
    const wish = { choice: 'settle' } as const
    expect(await ask(loan, wish)).toMatchObject({ replaces: { paymentId } })
    await transaction((tx) =>
      endPayment(tx, paymentId, { state: 'cancelled', page: `cs_${paymentId}`, now: now() }),
    )
    const next = await open(loan, wish)
    expect(await attempts(loan)).toEqual([
      { id: paymentId, state: 'cancelled' },
      { id: next.paymentId, state: 'opening' },
    ])
  })

  test('who was replaced this moment is told of the one that took its place', async () => {
    const loan = await aLoan()
    const { paymentId, amountMinor } = await open(loan)
    expect(await ask(loan, { choice: 'settle', yields: true })).toMatchObject({
      refusal: 'another_open',
      amountMinor,
      clearing: false,
    })
    expect(await attempts(loan)).toEqual([{ id: paymentId, state: 'opening' }])
  })

  test('a payment that clears warns, but does not forbid another', async () => {
    const loan = await aLoan()
    const first = await open(loan)
    await tell(sessionNews('completed', first, 'unpaid'))
    expect(await ask(loan)).toMatchObject({ refusal: 'another_open', clearing: true })
    const second = await open(loan, { confirmAnother: true })
    expect(second.paymentId).not.toBe(first.paymentId)
  })

  test('an attempt that Stripe never gave a page for does not stand in the way for hours', async () => {
    const loan = await aLoan()
    const { paymentId } = await open(loan, { now: now().subtract({ minutes: 11 }) })
    expect(await ask(loan)).toMatchObject({ replaces: { paymentId } })
    expect(await ask(loan, { choice: 'settle' })).toMatchObject({ replaces: { paymentId } })
  })

  test('an attempt whose page has closed is replaced without a warning', async () => {
    const loan = await aLoan()
    const { paymentId } = await open(loan)
    await atStripe(paymentId, { expiresAt: now().subtract({ seconds: 1 }) })
    expect(await ask(loan)).toMatchObject({ replaces: { paymentId } })
  })

  test('a page that comes after the attempt was replaced is not wanted any more', async () => {
    const loan = await aLoan()
    const { paymentId } = await open(loan)
    expect(await atStripe(paymentId)).toBe(true)
    expect(await atStripe(paymentId)).toBe(true)
    await transaction((tx) =>
      endPayment(tx, paymentId, { state: 'cancelled', page: `cs_${paymentId}`, now: now() }),
    )
    expect(await atStripe(paymentId)).toBe(false)
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'cancelled' })
  })

  test('of two pages the first is the one to pay on, and no page of another attempt is', async () => {
    const { paymentId } = await open(await aLoan())
    const other = await open(await aLoan())
    expect(await atStripe(paymentId)).toBe(true)
    expect(await atStripe(other.paymentId)).toBe(true)
    expect(await atStripe(paymentId, { sessionId: 'cs_second' })).toBe(false)
    expect(await atStripe(paymentId, { sessionId: `cs_${other.paymentId}` })).toBe(false)
    const kept = { state: 'open', checkoutSessionId: `cs_${paymentId}` }
    expect(await paymentRow(paymentId)).toMatchObject(kept)
    expect(await atStripe(paymentId)).toBe(true)
  })
})

describe('what is asked is what was seen', () => {
  test('nothing owed, nothing to pay', async () => {
    const loan = await aLoan()
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    expect(await ask(loan)).toEqual({ refusal: 'nothing_owed' })
  })

  test('books that changed since are shown again, not charged', async () => {
    const loan = await aLoan()
    expect(await ask(loan, { seenOutstandingMinor: 1n })).toEqual({ refusal: 'changed_since' })
  })

  test('a choice that asks for another amount by now, with nothing booked, is shown again, too', async () => {
    const loan = await aLoan()
    const refused = await ask(loan, { seenAmountMinor: 922_500n })
    expect(refused).toEqual({ refusal: 'changed_since' })
    expect(await attempts(loan)).toEqual([])
    expect(await ask(loan, { seenAmountMinor: 1_845_000n })).not.toHaveProperty('refusal')
  })

  test('a choice that is not offered is refused', async () => {
    const loan = await givenLoan(lender, [[dayFromNow(30), 500_000n]])
    expect(await ask(loan)).toEqual({ refusal: 'not_offered' })
  })

  test.for([
    [99_999n, { refusal: 'below_minimum', limitMinor: 100_000n }],
    [-5n, { refusal: 'below_minimum', limitMinor: 100_000n }],
    [undefined, { refusal: 'below_minimum', limitMinor: 100_000n }],
    [3_597_751n, { refusal: 'above_maximum', limitMinor: 3_597_750n }],
  ] as const)('%s of one’s own choice is refused', async ([amountMinor, refusal]) => {
    expect(await ask(await aLoan(), { choice: 'other', amountMinor })).toEqual(refusal)
  })

  test.for([100_000n, 3_597_750n])('%s of one’s own choice is asked', async (amountMinor) => {
    const opened = await open(await aLoan(), { choice: 'other', amountMinor })
    expect(opened.amountMinor).toBe(amountMinor)
  })

  test('three-decimal currencies are asked in tens, as Stripe charges them', async () => {
    const loan = await givenLoan(lender, [[dayFromNow(-3), 12_345n]], { currency: 'KWD' })
    expect((await open(loan, { choice: 'settle' })).amountMinor).toBe(12_350n)
  })
})
