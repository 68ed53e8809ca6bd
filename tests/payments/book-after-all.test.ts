import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookAfterAll } from '#lib/workflows/money/book-after-all.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { disputeNews, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { balanceOf, loanRow, open, paidLoan, paymentRow, twoLate } from './given-payment.ts'
import { alone, aloneUpTo, wishFor } from './given-staff-money.ts'

await freshDatabase()
const lender = await givenLender({ policy: aloneUpTo(100_000n) })
afterEach(() => expectLedgerToHold(database()))

const aLoan = () => givenLoan(lender, twoLate())

describe('money that was set aside', () => {
  async function setAside(extraMinor: bigint) {
    const loan = await aLoan()
    const asked = await open(loan)
    await tell(intentNews('succeeded', { ...asked, amountMinor: asked.amountMinor + extraMinor }))
    return { loan, ...asked, intent: `pi_${asked.paymentId}` }
  }

  function bookIt(paymentId: string, seenSuspenseMinor: bigint, intent = `pi_${paymentId}`) {
    return transaction((tx) =>
      bookAfterAll(tx, {
        lenderId: lender.id,
        paymentId,
        paymentIntentId: intent,
        seenSuspenseMinor,
        staffId: 'test',
        now: Temporal.Now.instant(),
      }),
    )
  }

  test('is booked once, as a late capture', async () => {
    const { loan, paymentId, amountMinor } = await setAside(5n)
    const seen = amountMinor + 5n
    const clicks = await Promise.all(Array.from({ length: 3 }, () => bookIt(paymentId, seen)))
    expect(clicks.filter((one) => 'outcome' in one)).toHaveLength(1)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n - 5n })
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'paid', paidMinor: seen })
    expect(await balanceOf(paymentId)).toEqual({
      psp_clearing: seen,
      loan_receivable: -seen,
    })
  })

  test('a part goes back, the rest is booked', async () => {
    const { loan, ...asked } = await setAside(800n)
    const wish = await alone(await wishFor(lender, asked.paymentId, 800n))
    expect(await bookIt(asked.paymentId, asked.amountMinor + 800n)).toEqual({
      refusal: 'on_its_way_back',
    })
    const refundId = 'refundId' in wish ? wish.refundId : ''
    const news = { ...asked, amountMinor: 800n, pspRefundId: `re_${refundId}`, refundId }
    await tell(refundNews('created', news))
    expect(await bookIt(asked.paymentId, asked.amountMinor)).toMatchObject({ outcome: 'booked' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  })

  test('what the payer’s bank has taken is not booked before it is back', async () => {
    const { loan, ...asked } = await setAside(5n)
    const seen = asked.amountMinor + 5n
    const disputed = { ...asked, amountMinor: seen }
    await tell(disputeNews('funds_withdrawn', disputed))
    expect(await bookIt(asked.paymentId, seen)).toEqual({ refusal: 'disputed' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
    await tell(disputeNews('funds_reinstated', { ...disputed, secondsLater: 1 }, 'won'))
    expect(await bookIt(asked.paymentId, seen)).toMatchObject({ outcome: 'booked' })
  })

  test('once booked, a refund of it is owed again', async () => {
    const { loan, paymentId, amountMinor } = await setAside(5n)
    await bookIt(paymentId, amountMinor + 5n)
    const wish = await alone(await wishFor(lender, paymentId, 1_000n))
    const refundId = 'refundId' in wish ? wish.refundId : ''
    const news = { paymentId, amountMinor: 1_000n, pspRefundId: `re_${refundId}`, refundId }
    await tell(refundNews('created', news))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n - 5n + 1_000n })
  })

  test('a second PaymentIntent beside a payment is booked by itself', async () => {
    const { loan, asked } = await paidLoan(lender)
    const intent = `pi_second_${asked.paymentId}`
    await tell(intentNews('succeeded', { ...asked, intent }))
    expect(await bookIt(asked.paymentId, asked.amountMinor, intent)).toMatchObject({
      outcome: 'booked',
      effect: { kind: 'release' },
    })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  })

  test('in another currency it can only go back', async () => {
    const loan = await aLoan()
    const asked = await open(loan)
    await tell(intentNews('succeeded', { ...asked, currency: 'USD' }))
    expect(await bookIt(asked.paymentId, asked.amountMinor)).toEqual({ refusal: 'other_currency' })
  })

  test('what was seen must still be so', async () => {
    const { paymentId } = await setAside(5n)
    expect(await bookIt(paymentId, 1n)).toEqual({ refusal: 'changed_since' })
  })
})
