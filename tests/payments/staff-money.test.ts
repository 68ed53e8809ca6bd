import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookAfterAll } from '#lib/jobs/book-after-all.ts'
import { takeCash } from '#lib/jobs/cash-by-staff.ts'
import { capturedMoney } from '#lib/payments/captured-money.ts'
import { giveBackAlone, giveBackApproved } from '#lib/payments/give-back.ts'
import type { CashTaken } from '#lib/payments/record-cash.ts'
import { reverseCash } from '#lib/payments/reverse-cash.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { disputeNews, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { booksOf, loanRow, open, paymentRow, twoLate } from './given-payment.ts'

await freshDatabase()
const limit = 100_000n
const lender = await givenLender({
  policy: {
    desk: {
      ...{ mostTemporaryUnlockDays: 7, apologyCreditMinor: {}, contactValidDays: 365 },
      refundAloneMinor: { LKR: String(limit) },
    },
  },
})
afterEach(() => expectBooksToHold(database()))

const aLoan = () => givenLoan(lender, twoLate())

async function paidLoan() {
  const loan = await aLoan()
  const asked = await open(loan)
  await tell(intentNews('succeeded', asked))
  return { loan, asked, intent: `pi_${asked.paymentId}` }
}

async function wishFor(paymentId: string, amountMinor: bigint, intent = `pi_${paymentId}`) {
  const captured = await capturedMoney(database(), paymentId)
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === intent)
  return {
    ...{ lenderId: lender.id, paymentId, paymentIntentId: intent, amountMinor },
    ...{ seenRefundableMinor: money?.refundableMinor ?? 0n },
    ...{ note: 'Asked for it', actor: 'staff:test' },
  }
}

type Wish = Awaited<ReturnType<typeof wishFor>>
const alone = (wish: Wish, token = randomUUID()) =>
  transaction((tx) => giveBackAlone(tx, { ...wish, token }))
const approved = (wish: Wish, approvalId = randomUUID()) =>
  transaction((tx) => giveBackApproved(tx, { ...wish, approvalId }))

describe('giving money back', () => {
  test('alone up to the limit, in parts that count together', async () => {
    const { asked } = await paidLoan()
    expect(await alone(await wishFor(asked.paymentId, 60_000n))).toHaveProperty('refundId')
    expect(await alone(await wishFor(asked.paymentId, 40_000n))).toHaveProperty('refundId')
    expect(await alone(await wishFor(asked.paymentId, 1n))).toEqual({ refusal: 'needs_approval' })
  })

  test('one form gives back once, however often it is sent', async () => {
    const { asked } = await paidLoan()
    const [wish, token] = [await wishFor(asked.paymentId, 500n), randomUUID()]
    const sent = await Promise.all(Array.from({ length: 5 }, () => alone(wish, token)))
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1)
    const [money] = await capturedMoney(database(), asked.paymentId)
    expect(money).toMatchObject({ refundedMinor: 500n })
  })

  test('two people with the same figures before them: the second is shown the new ones', async () => {
    const { asked } = await paidLoan()
    const wish = await wishFor(asked.paymentId, 900n)
    const both = await Promise.all([alone(wish), alone(wish)])
    expect(both.filter((one) => 'refundId' in one)).toHaveLength(1)
    expect(both.filter((one) => 'refusal' in one)).toEqual([
      { refusal: 'changed_since', refundableMinor: asked.amountMinor - 900n },
    ])
  })

  test('never more than came, and nothing twice', async () => {
    const { asked } = await paidLoan()
    const { paymentId, amountMinor } = asked
    expect(await approved(await wishFor(paymentId, amountMinor + 1n))).toMatchObject({
      refusal: 'above_refundable',
    })
    expect(await approved(await wishFor(paymentId, amountMinor))).toHaveProperty('refundId')
    expect(await approved(await wishFor(paymentId, 1n))).toMatchObject({ refusal: 'nothing_left' })
  })

  test('what could not be given back can be given back again', async () => {
    const { asked } = await paidLoan()
    const { paymentId, amountMinor } = asked
    const wish = await approved(await wishFor(paymentId, amountMinor))
    const refundId = 'refundId' in wish ? wish.refundId : ''
    const news = { ...asked, stripeRefundId: 're_fails', refundId }
    await tell(refundNews('failed', news))
    const [money] = await capturedMoney(database(), paymentId)
    expect(money).toMatchObject({ refundedMinor: 0n, refundableMinor: amountMinor })
    expect(await approved(await wishFor(paymentId, amountMinor))).toHaveProperty('refundId')
  })

  test('what the bank has taken back is not given back as well', async () => {
    const { asked } = await paidLoan()
    await tell(disputeNews('funds_withdrawn', asked))
    expect(await alone(await wishFor(asked.paymentId, 5n))).toEqual({ refusal: 'disputed' })
    await tell(disputeNews('funds_reinstated', asked))
    expect(await alone(await wishFor(asked.paymentId, 5n))).toHaveProperty('refundId')
  })

  test('another lender’s payment is not there', async () => {
    const { asked } = await paidLoan()
    const wish = { ...(await wishFor(asked.paymentId, 5n)), lenderId: (await givenLender()).id }
    expect(await alone(wish)).toEqual({ refusal: 'missing' })
  })
})

describe('cash', () => {
  async function cashFor(loan: GivenLoan, values: Partial<CashTaken> = {}): Promise<CashTaken> {
    const now = Temporal.Now.instant()
    return {
      ...{ lenderId: lender.id, loanId: loan.loanId, paymentId: randomUUID() },
      ...{ amountMinor: 1_845_000n, method: 'cash', officeReceipt: randomUUID() },
      takenOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate(),
      seenOutstandingMinor: (await loanRow(loan)).outstandingMinor,
      ...{ locale: 'en', actor: 'staff:test', now },
      ...values,
    }
  }
  const take = (cash: CashTaken) => transaction((tx) => takeCash(tx, cash))

  test('is a payment like any other: booked, with its effect', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan)
    expect(await take(cash)).toMatchObject({ outcome: 'recorded', effect: { kind: 'until' } })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await booksOf(cash.paymentId)).toEqual({
      cash: 1_845_000n,
      loan_receivable: -1_845_000n,
    })
    expect(await paymentRow(cash.paymentId)).toMatchObject({
      ...{ state: 'paid', openedBy: 'staff', method: 'cash', effect: 'until' },
    })
  })

  test('the second click books nothing more', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan)
    const clicks = await Promise.all(Array.from({ length: 5 }, () => take(cash)))
    expect(clicks.filter((one) => 'outcome' in one && one.outcome === 'recorded')).toHaveLength(1)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  })

  test('what is too much becomes credit', async () => {
    const loan = await aLoan()
    await take(await cashFor(loan, { amountMinor: 3_690_500n }))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 500n })
  })

  test('the same paper receipt is booked once, until its entry is undone', async () => {
    const [one, other] = [await aLoan(), await aLoan()]
    const first = await cashFor(one, { officeReceipt: 'A-17' })
    await take(first)
    const again = await cashFor(other, { officeReceipt: 'A-17' })
    expect(await take(again)).toMatchObject({
      refusal: 'receipt_known',
      paymentId: first.paymentId,
    })
    await transaction((tx) => reverseCash(tx, reversal(first.paymentId)))
    expect(await take(again)).toMatchObject({ outcome: 'recorded' })
  })

  test('figures that have changed are shown again first', async () => {
    const loan = await aLoan()
    expect(await take(await cashFor(loan, { seenOutstandingMinor: 1n }))).toEqual({
      refusal: 'changed_since',
    })
  })

  test('another lender’s loan is not there, nor is a token of another loan', async () => {
    const [loan, other] = [await aLoan(), await aLoan()]
    const cash = await cashFor(loan, { lenderId: (await givenLender()).id })
    expect(await take(cash)).toEqual({ refusal: 'missing' })
    const { paymentId } = await cashFor(loan)
    await take(await cashFor(loan, { paymentId }))
    expect(await take(await cashFor(other, { paymentId }))).toEqual({ refusal: 'missing' })
  })

  const reversal = (paymentId: string, approvalId: string | null = 'agreed') => ({
    ...{ lenderId: lender.id, paymentId, note: 'Wrong loan', actor: 'staff:test', approvalId },
    now: Temporal.Now.instant(),
  })

  test('an entry is undone once, by a posting of its own, and takes credit first', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan, { amountMinor: 3_690_500n })
    await take(cash)
    const undone = await Promise.all(
      Array.from({ length: 3 }, () =>
        transaction((tx) => reverseCash(tx, reversal(cash.paymentId))),
      ),
    )
    expect(undone.filter((one) => 'outcome' in one && one.outcome === 'reversed')).toHaveLength(1)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
    expect(await booksOf(cash.paymentId)).toEqual({})
  })

  test('a large entry is undone by two people only', async () => {
    const loan = await aLoan()
    const cash = await cashFor(loan)
    await take(cash)
    const asked = await transaction((tx) => reverseCash(tx, reversal(cash.paymentId, null)))
    expect(asked).toEqual({ refusal: 'needs_approval' })
  })
})

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
        ...{ lenderId: lender.id, paymentId, paymentIntentId: intent, seenSuspenseMinor },
        ...{ staffId: 'test', now: Temporal.Now.instant() },
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
    expect(await booksOf(paymentId)).toEqual({
      stripe_clearing: seen,
      loan_receivable: -seen,
    })
  })

  test('a part goes back, the rest is booked', async () => {
    const { loan, asked } = await (async () => {
      const { loan, ...asked } = await setAside(800n)
      return { loan, asked }
    })()
    const wish = await alone(await wishFor(asked.paymentId, 800n))
    expect(await bookIt(asked.paymentId, asked.amountMinor + 800n)).toEqual({
      refusal: 'on_its_way_back',
    })
    const refundId = 'refundId' in wish ? wish.refundId : ''
    const news = { ...asked, amountMinor: 800n, stripeRefundId: `re_${refundId}`, refundId }
    await tell(refundNews('created', news))
    expect(await bookIt(asked.paymentId, asked.amountMinor)).toMatchObject({ outcome: 'booked' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
  })

  test('once booked, a refund of it is owed again', async () => {
    const { loan, paymentId, amountMinor } = await setAside(5n)
    await bookIt(paymentId, amountMinor + 5n)
    const wish = await alone(await wishFor(paymentId, 1_000n))
    const refundId = 'refundId' in wish ? wish.refundId : ''
    const news = { paymentId, amountMinor: 1_000n, stripeRefundId: `re_${refundId}`, refundId }
    await tell(refundNews('created', news))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n - 5n + 1_000n })
  })

  test('a second PaymentIntent beside a payment is booked by itself', async () => {
    const { loan, asked } = await paidLoan()
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
