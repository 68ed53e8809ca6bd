import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { giveBackAlone } from '#lib/payments/refunds/give-back.ts'
import { deskRules } from '#tests/support/policy.ts'

/** The policy of a desk at which one person alone gives back as much. */
export function aloneUpTo(limitMinor: bigint) {
  return { desk: deskRules({ refundAloneMinor: { LKR: String(limitMinor) } }) }
}

/** What a form of the desk asks to give back, with the figures that it showed. */
export async function wishFor(lender: { id: string }, paymentId: string, amountMinor: bigint) {
  const paymentIntentId = `pi_${paymentId}`
  const captured = await capturedMoney(database(), paymentId)
  const money = captured.find((one) => one.paymentIntentId === paymentIntentId)
  return {
    lenderId: lender.id,
    paymentId,
    paymentIntentId,
    amountMinor,
    seenRefundableMinor: money?.refundableMinor ?? 0n,
    note: 'Asked for it',
    actor: 'staff:test',
  }
}

export type Wish = Awaited<ReturnType<typeof wishFor>>

export function alone(wish: Wish, token = randomUUID()) {
  return transaction((tx) => giveBackAlone(tx, { ...wish, token }))
}
