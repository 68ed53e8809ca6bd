import type { Database } from '#lib/db/client.ts'
import type { Settlement } from '#lib/domain/money/refund-split.ts'

/** What was waived for a payment and not brought back, and what of its money the loan and its credit still hold. */
export async function settlementOf(db: Database, paymentId: string): Promise<Settlement> {
  const entries = await db
    .selectFrom('ledgerEntries')
    .select(['account', 'amountMinor'])
    .where('paymentId', '=', paymentId)
    .where('account', 'in', [
      'settlement_rebate',
      'loan_receivable',
      'borrower_credit',
      // What the lender gave for its being late is not of its money.
      'goodwill_credit',
    ])
    .execute()
  const rebateMinor = sum(entries.filter(({ account }) => account === 'settlement_rebate'))
  return { rebateMinor, keptMinor: -sum(entries) }
}

function sum(rows: readonly { amountMinor: bigint }[]): bigint {
  return rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)
}
