import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Money } from '#lib/domain/money/money.ts'
import { post } from '#lib/ledger/ledger.ts'

export type SetAsideReason = 'other_amount' | 'other_currency' | 'second_intent'

type MismatchedMoney = {
  payment: { id: string; lenderId: string }
  paymentIntentId: string
  received: Money
  reason: SetAsideReason
  now: Temporal.Instant
}

/** Keeps money that differs from what was asked in `suspense` for a person. False when it was there before. */
export async function setAside(tx: Tx, mismatched: MismatchedMoney): Promise<boolean> {
  const { payment, paymentIntentId, received, reason } = mismatched
  const { amountMinor, currency } = received
  const isNew = await post(tx, {
    lenderId: payment.lenderId,
    cause: 'capture',
    causeId: paymentIntentId,
    currency,
    loanId: null,
    paymentId: payment.id,
    entries: [
      { account: 'psp_clearing', amountMinor },
      { account: 'suspense', amountMinor: -amountMinor },
    ],
  })
  if (!isNew) return false
  // A second intent does not fit beside a payment that stands: that one stays as it is.
  if (reason !== 'second_intent') await markSetAside(tx, mismatched)
  await writeAuditLog(tx, {
    lenderId: payment.lenderId,
    actor: 'psp',
    action: 'payment.set_aside',
    subject: 'payment',
    subjectId: payment.id,
    detail: { reason, receivedMinor: String(amountMinor), currency },
  })
  return true
}

async function markSetAside(tx: Tx, mismatched: MismatchedMoney): Promise<void> {
  const { payment, paymentIntentId, reason: setAsideReason, now: stateAt } = mismatched
  await tx
    .updateTable('payments')
    .set({ state: 'set_aside', stateAt, setAsideReason, paymentIntentId, nextCheckAt: null })
    .where('id', '=', payment.id)
    .execute()
}
