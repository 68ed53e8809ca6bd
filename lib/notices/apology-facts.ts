import type { Database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'

export type ApologyFacts = { hasApology: 'yes' | 'no'; apology: string; paymentId: string | null }

/** What was credited because an unlock was late, and for which payment. */
export async function apologyFacts(
  db: Database,
  unlockId: string,
  locale: string,
): Promise<ApologyFacts> {
  const given = await db
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select(['ledgerEntries.amountMinor', 'ledgerEntries.currency', 'ledgerEntries.paymentId'])
    .where('postings.cause', '=', 'apology')
    .where('postings.causeId', '=', unlockId)
    .where('ledgerEntries.account', '=', 'apology_credit')
    .executeTakeFirst()
  if (!given) return { hasApology: 'no', apology: '', paymentId: null }
  return { hasApology: 'yes', apology: formatMoney(given, locale), paymentId: given.paymentId }
}
