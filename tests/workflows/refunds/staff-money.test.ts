import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { approvalOf } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { refundByStaff } from '#lib/workflows/refunds/refund-by-staff.ts'
import { balanceOf } from '#tests/payments/given-payment.ts'
import { drain, newestUnlock, noticesOf, untilUnlock } from '#tests/support/world.ts'
import { paid } from '#tests/workflows/unlocks/given-delivery.ts'
import { givenStaffActs } from './given-staff-act.ts'

const { lenderId, agent, aPhone, cash, decide } = await givenStaffActs()

describe('cash', () => {
  test('opens the phone and sends the receipt, as any payment does', async () => {
    const loan = await aPhone()
    const paymentId = await cash(loan, 1_845_000n)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().locked).toBe(false)
    expect(await noticesOf(paymentId)).toEqual(['receipt'])
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'payment', causeId: paymentId })
  })

  test('that is not enough leaves the lock as it is', async () => {
    const loan = await aPhone()
    await cash(loan, 100n)
    await drain()
    expect(loan.phone().locked).toBe(true)
  })
})

test('the books of a payment say what staff did', async () => {
  const loan = await aPhone()
  const paymentId = await cash(loan, 1_845_000n)
  expect(await balanceOf(paymentId)).toEqual({ cash: 1_845_000n, loan_receivable: -1_845_000n })
})

describe('a refund that two people agree on', () => {
  async function asked(amountMinor: bigint) {
    const loan = await aPhone()
    const paymentId = await paid(loan)
    const [money] = await capturedMoney(database(), paymentId)
    const refund = await transaction((tx) =>
      refundByStaff(tx, {
        lenderId,
        paymentId,
        paymentIntentId: money?.paymentIntentId ?? '',
        amountMinor,
        seenRefundableMinor: money?.refundableMinor ?? 0n,
        currency: 'LKR',
        note: 'Paid for another',
        staffId: agent.id,
        token: randomUUID(),
        now: Temporal.Now.instant(),
      }),
    )
    if (!('approvalId' in refund)) throw new Error('nobody was asked')
    return { loan, paymentId, approvalId: refund.approvalId }
  }

  function refundsOf(paymentId: string) {
    return database()
      .selectFrom('refunds')
      .select(['amountMinor', 'requestedBy', 'note', 'reason'])
      .where('paymentId', '=', paymentId)
      .execute()
  }

  test('is asked of Stripe only then', async () => {
    const { paymentId, approvalId } = await asked(345_000n)
    expect(await refundsOf(paymentId)).toEqual([])
    expect(await decide(approvalId)).toEqual({ outcome: 'done' })
    expect(await refundsOf(paymentId)).toEqual([
      {
        amountMinor: 345_000n,
        requestedBy: `staff:${agent.id}`,
        note: 'Paid for another',
        reason: `approved:${approvalId}`,
      },
    ])
  })

  test('refused, it changes nothing', async () => {
    const { paymentId, approvalId } = await asked(345_000n)
    expect(await decide(approvalId, 'refused')).toEqual({ outcome: 'refused' })
    expect(await refundsOf(paymentId)).toEqual([])
  })

  test('is not done when the money is not as it was seen, and says so', async () => {
    const { paymentId, approvalId } = await asked(345_000n)
    await database()
      .insertInto('refunds')
      .values({ lenderId, paymentId, amountMinor: 5n, reason: 'other', requestedBy: 'psp' })
      .execute()
    expect(await decide(approvalId)).toEqual({ outcome: 'stale' })
    expect(await approvalOf(database(), lenderId, approvalId)).toMatchObject({ state: 'stale' })
    expect(await refundsOf(paymentId)).toHaveLength(1)
  })
})
