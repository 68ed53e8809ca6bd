import type { Database } from '#lib/db/client.ts'
import type { PaymentChoice } from '#lib/domain/money/payment-choices.ts'

type SeenQuote = {
  loan: { lenderId: string; loanId: string; currency: string; outstandingMinor: bigint }
  /** What was shown for settling; without a last day nothing is promised. */
  choice: Pick<PaymentChoice, 'amountMinor' | 'rebateMinor' | 'validUntil'> | undefined
  seenBy: string
  now: Temporal.Instant
}

/** Writes down what somebody was told settles the loan, and until when: from then on it binds. Seen again, it is written once. */
export async function noteQuote(
  db: Database,
  { loan, choice, seenBy, now }: SeenQuote,
): Promise<void> {
  if (!choice?.validUntil) return
  const { amountMinor, rebateMinor, validUntil } = choice
  await db
    .insertInto('settlementQuotes')
    .values({ ...loan, amountMinor, rebateMinor, validUntil, seenBy, seenAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
