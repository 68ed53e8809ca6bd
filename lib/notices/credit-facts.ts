import type { Database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'

type Credit = { creditOf: string; amountMinor?: string }

/** How much of a borrower's money a loan that owes nothing has left. */
export async function creditFacts(
  db: Database,
  { creditOf, amountMinor = '0' }: Credit,
  locale: string,
): Promise<Record<string, string> & { path: string }> {
  const { loanNumber, currency, deviceId, brand, model } = await db
    .selectFrom('loans')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .select(['loans.loanNumber', 'loans.currency', 'devices.id as deviceId'])
    .select(['devices.brand', 'devices.model'])
    .where('loans.id', '=', creditOf)
    .executeTakeFirstOrThrow()
  return {
    reference: loanNumber,
    phone: `${brand} ${model}`,
    amount: formatMoney({ amountMinor: BigInt(amountMinor), currency }, locale),
    path: `/phones/${deviceId}`,
  }
}
