import type { Database } from '#lib/db/client.ts'
import type { Attempt } from '#lib/domain/money/attempt.ts'
import type { ChoiceName } from '#lib/domain/money/payment-choices.ts'

/** An attempt with what was chosen, and where it is paid once the provider has given a page. */
export type UnderWay = Attempt & { choice: ChoiceName; checkoutUrl: string | null }

/** Who is on the way to pay for a loan, the one begun last first. */
export async function attemptsOf(db: Database, loanId: string): Promise<UnderWay[]> {
  const rows = await db
    .selectFrom('payments')
    .select(['id as paymentId', 'state', 'payLinkId', 'askedMinor as amountMinor', 'expiresAt'])
    .select(['createdAt as startedAt', 'atCheckoutSince', 'choice', 'checkoutUrl'])
    .where('loanId', '=', loanId)
    .where('state', 'in', ['opening', 'open', 'processing'])
    .$narrowType<Pick<Attempt, 'state'>>()
    .orderBy('createdAt', 'desc')
    .execute()
  return rows
}
