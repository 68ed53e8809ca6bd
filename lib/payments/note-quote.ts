import type { Database } from '#lib/db/client.ts'
import type { PaymentChoice } from '#lib/domain/payment-choices.ts'

export type SeenQuote = {
  loan: { lenderId: string; loanId: string; currency: string; outstandingMinor: bigint }
  choices: readonly PaymentChoice[]
  seenBy: string
  now: Temporal.Instant
}

/** Writes down what somebody was told settles the loan, and until when: from then on it binds. Seen again, it is written once. */
export async function noteQuote(
  db: Database,
  { loan, choices, seenBy, now }: SeenQuote,
): Promise<void> {
  const settle = choices.find(({ name }) => name === 'settle')
  if (!settle?.validUntil) return
  const { amountMinor, rebateMinor, validUntil } = settle
  await db
    .insertInto('settlementQuotes')
    .values({ ...loan, amountMinor, rebateMinor, validUntil, seenBy, seenAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
