import { writeAuditLog } from '#lib/db/audit-log.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type RefundRequest = {
  lenderId: string
  paymentId: string
  amountMinor: bigint
  /** The same reason gives money of a payment back once. */
  reason: string
  requestedBy: string
  /** Which captured money, when it is not the payment's own. */
  paymentIntentId?: string
  /** Why, in the words of who asked. */
  note?: string
}

/** Asks for money to be given back once the transaction commits. Undefined when it was asked for the same reason before. */
export async function requestRefund(tx: Tx, request: RefundRequest): Promise<string | undefined> {
  const row = await tx
    .insertInto('refunds')
    .values(request)
    .onConflict((conflict) => conflict.columns(['paymentId', 'reason']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return undefined
  const { lenderId, paymentId, amountMinor, reason, requestedBy } = request
  await writeAuditLog(tx, {
    lenderId,
    actor: requestedBy,
    action: 'refund.requested',
    subject: 'payment',
    subjectId: paymentId,
    detail: { reason, amountMinor: String(amountMinor) },
  })
  await addJob(tx, 'refund-payment', { refundId: row.id }, { key: `refund:${row.id}` })
  return row.id
}
