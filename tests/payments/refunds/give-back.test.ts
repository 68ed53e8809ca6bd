import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { giveBackApproved } from '#lib/payments/refunds/give-back.ts'
import { paidLoan } from '#tests/payments/given-payment.ts'
import { alone, aloneUpTo, type Wish, wishFor } from '#tests/payments/given-staff-money.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender } from '#tests/support/lender.ts'
import { disputeNews, refundNews, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender({ policy: aloneUpTo(100_000n) })
afterEach(() => expectLedgerToHold(database()))

const approved = (wish: Wish, approvalId = randomUUID()) =>
  transaction((tx) => giveBackApproved(tx, { ...wish, approvalId }))

describe('giving money back', () => {
  test('alone up to the limit, in parts that count together', async () => {
    const { asked } = await paidLoan(lender)
    expect(await alone(await wishFor(lender, asked.paymentId, 60_000n))).toHaveProperty('refundId')
    expect(await alone(await wishFor(lender, asked.paymentId, 40_000n))).toHaveProperty('refundId')
    expect(await alone(await wishFor(lender, asked.paymentId, 1n))).toEqual({
      refusal: 'needs_approval',
    })
  })

  test('one form gives back once, however often it is sent', async () => {
    const { asked } = await paidLoan(lender)
    const wish = await wishFor(lender, asked.paymentId, 500n)
    const token = randomUUID()
    const sent = await Promise.all(Array.from({ length: 5 }, () => alone(wish, token)))
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1)
    const [money] = await capturedMoney(database(), asked.paymentId)
    expect(money).toMatchObject({ refundedMinor: 500n })
  })

  test('two people with the same figures before them: the second is shown the new ones', async () => {
    const { asked } = await paidLoan(lender)
    const wish = await wishFor(lender, asked.paymentId, 900n)
    const both = await Promise.all([alone(wish), alone(wish)])
    expect(both.filter((one) => 'refundId' in one)).toHaveLength(1)
    expect(both.filter((one) => 'refusal' in one)).toEqual([
      { refusal: 'changed_since', refundableMinor: asked.amountMinor - 900n },
    ])
  })

  test('never more than came, and nothing twice', async () => {
    const { asked } = await paidLoan(lender)
    const { paymentId, amountMinor } = asked
    expect(await approved(await wishFor(lender, paymentId, amountMinor + 1n))).toMatchObject({
      refusal: 'above_refundable',
    })
    expect(await approved(await wishFor(lender, paymentId, amountMinor))).toHaveProperty('refundId')
    expect(await approved(await wishFor(lender, paymentId, 1n))).toMatchObject({
      refusal: 'nothing_left',
    })
  })

  test('what could not be given back can be given back again', async () => {
    const { asked } = await paidLoan(lender)
    const { paymentId, amountMinor } = asked
    const wish = await approved(await wishFor(lender, paymentId, amountMinor))
    const refundId = 'refundId' in wish ? wish.refundId : ''
    const news = { ...asked, pspRefundId: 're_fails', refundId }
    await tell(refundNews('failed', news))
    const [money] = await capturedMoney(database(), paymentId)
    expect(money).toMatchObject({ refundedMinor: 0n, refundableMinor: amountMinor })
    expect(await approved(await wishFor(lender, paymentId, amountMinor))).toHaveProperty('refundId')
  })

  test('what the bank has taken back is not given back as well', async () => {
    const { asked } = await paidLoan(lender)
    await tell(disputeNews('funds_withdrawn', asked))
    expect(await alone(await wishFor(lender, asked.paymentId, 5n))).toEqual({ refusal: 'disputed' })
    await tell(disputeNews('funds_reinstated', asked))
    expect(await alone(await wishFor(lender, asked.paymentId, 5n))).toHaveProperty('refundId')
  })

  test('another lender’s payment is not there', async () => {
    const { asked } = await paidLoan(lender)
    const wish = {
      ...(await wishFor(lender, asked.paymentId, 5n)),
      lenderId: (await givenLender()).id,
    }
    expect(await alone(wish)).toEqual({ refusal: 'missing' })
  })
})
