import type { Database } from '#lib/db/client.ts'
import {
  type DisputeBalance,
  type DisputeStage,
  owableMinor,
  stageOf,
} from '#lib/domain/money/payment-dispute.ts'
import { balanceOfDispute, disputePostings } from './dispute-balance.ts'

export type PaymentDispute = {
  disputeId: string
  paymentId: string
  loanId: string
  paymentIntentId: string
  amountMinor: bigint
  currency: string
  status: string
  stage: DisputeStage
  reason: string
  /** How the disputed payment was made, by the provider's name. */
  method: string | null
  evidenceDueAt: Temporal.Instant | null
  balance: DisputeBalance
}

/** A dispute of one of this lender's payments, with what of its money is where. */
export async function disputeOf(
  db: Database,
  { lenderId, disputeId }: { lenderId: string; disputeId: string },
): Promise<PaymentDispute | undefined> {
  const row = await db
    .selectFrom('paymentDisputes')
    .innerJoin('payments', 'payments.id', 'paymentDisputes.paymentId')
    .select(['paymentDisputes.id as disputeId', 'paymentDisputes.paymentId', 'payments.loanId'])
    .select(['paymentDisputes.paymentIntentId', 'paymentDisputes.amountMinor'])
    .select(['paymentDisputes.currency', 'paymentDisputes.status', 'paymentDisputes.reason'])
    .select(['payments.method', 'paymentDisputes.evidenceDueAt'])
    .where('paymentDisputes.id', '=', disputeId)
    .where('paymentDisputes.lenderId', '=', lenderId)
    .executeTakeFirst()
  if (!row) return undefined
  const balance = balanceOfDispute(await disputePostings(db, row))
  return { ...row, stage: stageOf(row.status, row.method), balance }
}

/** The dispute of a payment whose money is lost and not owed again; undefined: none. */
export async function lostDispute(
  db: Database,
  { lenderId, paymentId }: { lenderId: string; paymentId: string },
): Promise<PaymentDispute | undefined> {
  const rows = await db
    .selectFrom('paymentDisputes')
    .select('id')
    .where('lenderId', '=', lenderId)
    .where('paymentId', '=', paymentId)
    .orderBy('openedAt')
    .execute()
  for (const { id: disputeId } of rows) {
    const dispute = await disputeOf(db, { lenderId, disputeId })
    if (dispute && owableMinor(dispute.stage, dispute.balance) > 0n) return dispute
  }
  return undefined
}
