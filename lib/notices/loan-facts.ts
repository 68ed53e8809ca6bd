import type { Database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { hasDisputedMoney } from '#lib/ledger/disputed-money.ts'
import { openText } from './open-text.ts'

/** An amount of a loan that no payment of ours stands for, and where its borrower reads of it. */
export async function loanFacts(
  db: Database,
  loanId: string,
  { amountMinor = '0', locale }: { amountMinor: string | undefined; locale: string },
): Promise<Record<string, string> & { path: string }> {
  const loan = await db
    .selectFrom('loans')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .select(['loans.loanNumber', 'loans.currency', 'devices.id as deviceId'])
    .select(['devices.brand', 'devices.model', hasDisputedMoney.as('isDisputed')])
    .select(['devices.lockState', 'devices.otherLocks'])
    .where('loans.id', '=', loanId)
    .executeTakeFirstOrThrow()
  const { loanNumber, currency, deviceId, brand, model, isDisputed } = loan
  return {
    reference: loanNumber,
    phone: `${brand} ${model}`,
    isOpen: openText(loan),
    isDisputed: isDisputed ? 'yes' : 'no',
    amount: formatMoney({ amountMinor: BigInt(amountMinor), currency }, locale),
    path: `/phones/${deviceId}`,
  }
}
