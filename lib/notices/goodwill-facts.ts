import type { Database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'

type GoodwillFacts = {
  hasGoodwillCredit: 'yes' | 'no'
  goodwill: string
  credited: { id: string; reference: string } | undefined
}

/** What was credited because an unlock was late, and for which payment. */
export async function goodwillFacts(
  db: Database,
  unlockId: string,
  locale: string,
): Promise<GoodwillFacts> {
  const given = await db
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .leftJoin('payments', 'payments.id', 'ledgerEntries.paymentId')
    .select(['ledgerEntries.amountMinor', 'ledgerEntries.currency'])
    .select(['payments.id as paymentId', 'payments.reference'])
    .where('postings.cause', '=', 'goodwill_credit')
    .where('postings.causeId', '=', unlockId)
    .where('ledgerEntries.account', '=', 'goodwill_credit')
    .executeTakeFirst()
  if (!given) return { hasGoodwillCredit: 'no', goodwill: '', credited: undefined }
  const { paymentId: id, reference } = given
  return {
    hasGoodwillCredit: 'yes',
    goodwill: formatMoney(given, locale),
    credited: id && reference ? { id, reference } : undefined,
  }
}
