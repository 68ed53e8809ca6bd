import type { Tx } from '#lib/db/transaction.ts'
import { pagesLimitedUntil } from '#lib/domain/money/attempt.ts'

type Wish = { loanId: string; payLinkId: string | null; now: Temporal.Instant }

/**
 * Refuses one more page at the provider when too many were opened for a loan within the hour. Counted where they are written,
 * with the loan held: what was not opened because the provider was away costs nobody anything.
 */
export async function limitPages(
  tx: Tx,
  { loanId, payLinkId, now }: Wish,
): Promise<{ refusal: 'limited'; retryAt: Temporal.Instant } | undefined> {
  const pages = await tx
    .selectFrom('payments')
    .select(['payLinkId', 'createdAt as openedAt'])
    .where('loanId', '=', loanId)
    .where('openedBy', 'in', ['borrower', 'pay_link'])
    .where('createdAt', '>', now.subtract({ hours: 1 }))
    .where('failure', 'is distinct from', 'provider_unreachable')
    .execute()
  const retryAt = pagesLimitedUntil(pages, payLinkId)
  return retryAt && { refusal: 'limited', retryAt }
}
