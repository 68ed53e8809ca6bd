import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookSetAside } from '#lib/payments/book-set-aside.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  intentNews,
  intentOf,
  refundNews,
  sessionNews,
  tell,
} from '#tests/support/stripe-events.ts'
import { noticesOf } from '#tests/support/world.ts'
import {
  balanceOf,
  cancel,
  capture,
  casesOf,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

const aLoan = () => givenLoan(lender, twoLate())

function refundsOf(paymentId: string) {
  return database()
    .selectFrom('refunds')
    .select(['amountMinor', 'reason', 'state'])
    .where('paymentId', '=', paymentId)
    .execute()
}

describe('booked once', () => {
  test('paying the arrears books the money and asks for the phone to be opened, in one transaction', async () => {
    const loan = await aLoan()
    const asked = await open(loan)
    expect(await capture(asked)).toMatchObject({
      outcome: 'recorded',
      effect: { kind: 'until', cleared: true },
    })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await unlocksOf(loan)).toMatchObject([
      { state: 'requested', intent: 'until', cause: 'payment', causeId: asked.paymentId },
    ])
    expect(await noticesOf(asked.paymentId)).toEqual(['receipt'])
  })

  test('what fails afterwards takes the booking back with it: nothing is half booked', async () => {
    const loan = await aLoan()
    const asked = await open(loan)
    const now = Temporal.Now.instant()
    const dying = transaction(async (tx) => {
      await bookCapture(tx, {
        paymentId: asked.paymentId,
        paymentIntentId: intentOf(asked),
        received: { amountMinor: asked.amountMinor, currency: 'LKR' },
        capturedAt: now,
        now,
      })
      throw new Error('the process died here')
    })
    await expect(dying).rejects.toThrow('died')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
    expect(await unlocksOf(loan)).toEqual([])
    expect(await capture(asked)).toMatchObject({ outcome: 'recorded' })
  })

  test('fifty tellings at once, by event of either kind, are one booking and one unlock', async () => {
    const loan = await aLoan()
    const asked = await open(loan)
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        tell(index % 2 ? intentNews('succeeded', asked) : sessionNews('completed', asked)),
      ),
    )
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await unlocksOf(loan)).toHaveLength(1)
  })

  test.for(['expired', 'cancelled', 'failed'] as const)(
    'money for an attempt that was %s is booked all the same',
    async (state) => {
      const loan = await aLoan()
      const asked = await open(loan)
      await database()
        .updateTable('payments')
        .set({ state, nextCheckAt: null })
        .where('id', '=', asked.paymentId)
        .execute()
      await tell(intentNews('succeeded', asked))
      expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'paid', failure: null })
      expect(await unlocksOf(loan)).toHaveLength(1)
    },
  )

  test('a phone that carries no lock any more is not sent a command', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'released' })
    await capture(await open(loan))
    expect(await unlocksOf(loan)).toEqual([])
  })
})

describe('set aside for a person, never booked to the loan, never lost', () => {
  test.for([
    ['less than asked', { amountMinor: 1_844_999n }, 'other_amount'],
    ['more than asked', { amountMinor: 1_845_001n }, 'other_amount'],
    ['another currency', { currency: 'USD' }, 'other_currency'],
  ] as const)('%s', async ([, over, reason]) => {
    const loan = await aLoan()
    const asked = { ...(await open(loan)), ...over }
    await tell(intentNews('succeeded', asked))
    await tell(sessionNews('completed', asked))
    expect(await paymentRow(asked.paymentId)).toMatchObject({
      state: 'set_aside',
      setAsideReason: reason,
    })
    expect(await balanceOf(asked.paymentId)).toEqual({
      psp_clearing: asked.amountMinor,
      suspense: -asked.amountMinor,
    })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
    expect(await casesOf(loan)).toEqual(['payment_set_aside'])
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('a second PaymentIntent for a payment that was paid', async () => {
    const loan = await aLoan()
    const asked = await open(loan)
    await capture(asked)
    const second = { ...asked, intent: 'pi_second' }
    expect(await capture(second)).toMatchObject({ outcome: 'set_aside', reason: 'second_intent' })
    expect(await capture(second)).toEqual({ outcome: 'already_recorded' })
    expect(await balanceOf(asked.paymentId)).toMatchObject({ suspense: -asked.amountMinor })
    expect(await casesOf(loan)).toEqual(['payment_set_aside'])
  })

  test('a second PaymentIntent for a payment that was set aside, once, whatever it pays', async () => {
    const loan = await aLoan()
    const asked = await open(loan)
    const strange = { ...asked, amountMinor: asked.amountMinor + 1n }
    expect(await capture(strange)).toMatchObject({ reason: 'other_amount' })
    expect(await capture(strange)).toEqual({ outcome: 'already_recorded' })
    const second = { ...asked, intent: 'pi_beside_strange' }
    expect(await capture(second)).toMatchObject({ outcome: 'set_aside', reason: 'second_intent' })
    expect(await capture(second)).toEqual({ outcome: 'already_recorded' })
    expect(await paymentRow(asked.paymentId)).toMatchObject({ setAsideReason: 'other_amount' })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
  })

  test('a payment we never wrote', async () => {
    expect(
      await capture({ paymentId: '01a1fb00-0000-7000-8000-000000000000', amountMinor: 5n }),
    ).toEqual({ outcome: 'unknown_payment' })
  })
})

describe('two payments side by side', () => {
  async function sideBySide(over: object = {}) {
    const loan = await givenLoan(await givenLender({ policy: over }), twoLate())
    const first = await open(loan)
    await cancel(first.paymentId)
    const second = await open(loan)
    return { loan, first, second }
  }

  test('the second pays nothing that was paid already: it goes back by itself and touches no loan', async () => {
    const { loan, first, second } = await sideBySide()
    await capture(first)
    await capture(second)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await balanceOf(second.paymentId)).toEqual({
      psp_clearing: 1_845_000n,
      suspense: -1_845_000n,
    })
    expect(await paymentRow(second.paymentId)).toMatchObject({ duplicateOf: first.paymentId })
    expect(await refundsOf(second.paymentId)).toEqual([
      { amountMinor: 1_845_000n, reason: 'duplicate', state: 'requested' },
    ])
    expect(await casesOf(loan)).toEqual(['duplicate_payment'])
    await capture(second)
    expect(await refundsOf(second.paymentId)).toHaveLength(1)
  })

  test('it pays what is still overdue, and only the rest goes back', async () => {
    const loan = await aLoan()
    const part = await open(loan, { choice: 'installment' })
    await cancel(part.paymentId)
    const all = await open(loan)
    await capture(part)
    await capture(all)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 1_845_000n, creditMinor: 0n })
    expect(await refundsOf(all.paymentId)).toMatchObject([{ amountMinor: 922_500n }])
  })

  test('it counts as beside when it was opened before the first was booked, however late Stripe told', async () => {
    const { first, second } = await sideBySide()
    const now = Temporal.Now.instant()
    await transaction((tx) =>
      bookCapture(tx, {
        paymentId: first.paymentId,
        paymentIntentId: intentOf(first),
        received: { amountMinor: first.amountMinor, currency: 'LKR' },
        capturedAt: now.subtract({ minutes: 10 }),
        now,
      }),
    )
    await capture(second)
    expect(await refundsOf(second.paymentId)).toMatchObject([{ amountMinor: 1_845_000n }])
  })

  test.for([
    [
      'refund',
      3_597_750n,
      { outstandingMinor: 0n, creditMinor: 0n },
      [{ amountMinor: 1_845_000n }],
    ],
    ['credit', 3_597_750n, { outstandingMinor: 0n, creditMinor: 1_845_000n }, []],
  ] as const)(
    'settling the whole loan beside another payment ends it, at what the page said for all of it (%s)',
    async ([duplicatePayment, amountMinor, balance, back]) => {
      const loan = await givenLoan(await givenLender({ policy: { duplicatePayment } }), twoLate())
      const arrears = await open(loan)
      await cancel(arrears.paymentId)
      const all = await open(loan, { choice: 'settle' })
      expect(all).toMatchObject({ amountMinor, rebateMinor: 92_250n })
      await capture(arrears)
      expect(await capture(all)).toMatchObject({ effect: { kind: 'release' } })
      expect(await loanRow(loan)).toEqual(balance)
      expect(await refundsOf(all.paymentId)).toMatchObject(back)
    },
  )

  test('what its page said beyond the arrears it pays too: the next installment', async () => {
    const { loan } = await sideBySide()
    const again = await open(loan)
    await cancel(again.paymentId)
    const ahead = await open(loan, { choice: 'arrears_and_next' })
    await capture(again)
    await capture(ahead)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 922_500n, creditMinor: 0n })
    expect(await refundsOf(ahead.paymentId)).toMatchObject([{ amountMinor: 1_845_000n }])
  })

  test('a refund of it that fails leaves the money for a person, and once booked it pays ahead', async () => {
    const { loan, first, second } = await sideBySide()
    await capture(first)
    await capture(second)
    const refund = await database()
      .selectFrom('refunds')
      .select('id')
      .where('paymentId', '=', second.paymentId)
      .executeTakeFirstOrThrow()
    const wish = {
      lenderId: loan.lenderId,
      paymentId: second.paymentId,
      actor: 'staff:a',
      paymentIntentId: intentOf(second),
      seenSuspenseMinor: 1_845_000n,
      now: Temporal.Now.instant(),
    }
    const book = () => transaction((tx) => bookSetAside(tx, wish))
    expect(await book()).toEqual({ refusal: 'on_its_way_back' })
    const news = { ...second, refundId: refund.id, pspRefundId: `re_${refund.id}` }
    await tell(refundNews('failed', news, 'failed'))
    expect(await book()).toMatchObject({ outcome: 'booked', effect: { kind: 'release' } })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  })

  test('a lender that keeps it gives nothing back by itself: it pays the next installments', async () => {
    const { loan, first, second } = await sideBySide({ duplicatePayment: 'credit' })
    await capture(first)
    await capture(second)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await refundsOf(second.paymentId)).toEqual([])
  })

  test('one after the other is no accident: the second pays on', async () => {
    const loan = await aLoan()
    await capture(await open(loan))
    const next = await open(loan, { choice: 'arrears_and_next' })
    await capture(next)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 922_500n, creditMinor: 0n })
    expect(await refundsOf(next.paymentId)).toEqual([])
  })
})
