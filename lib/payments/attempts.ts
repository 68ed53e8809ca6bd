import type { Database } from '#lib/db/client.ts'
import { type Attempt, withSetAside } from '#lib/domain/money/attempt.ts'
import type { ChoiceName } from '#lib/domain/money/payment-choices.ts'
import { isPendingPayment, setAsideMoney } from '#lib/ledger/set-aside-money.ts'

/** An attempt with what was chosen, and where it is paid once the provider has given a page. */
export type UnderWay = Attempt & { choice: ChoiceName; checkoutUrl: string | null }

/** Who is on the way to pay for a loan, or whose money waits for a person; the one begun last first. */
export async function attemptsOf(db: Database, loanId: string): Promise<UnderWay[]> {
  const rows = await db
    .selectFrom('payments')
    .select([
      'id as paymentId',
      'state',
      'payLinkId',
      'askedMinor as amountMinor',
      'currency',
      'owedMinor',
    ])
    .select(['createdAt as startedAt', 'expiresAt', 'choice', 'checkoutUrl'])
    .select(['atCheckoutSince', 'checkoutReturnedAt', 'method'])
    .select(setAsideMoney.as('setAside'))
    .where('loanId', '=', loanId)
    .where(isPendingPayment)
    .$narrowType<Pick<Attempt, 'state'>>()
    .orderBy('createdAt', 'desc')
    .execute()
  return rows.map(({ setAside, ...attempt }) => withSetAside(attempt, setAside))
}
