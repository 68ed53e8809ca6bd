import type { Database } from '#lib/db/client.ts'
import { type Offer, offerColumns, toOffer } from './offer-row.ts'

/** The offer that counts: the last one made. */
export async function newestOffer(
  db: Database,
  restructuringId: string,
): Promise<Offer | undefined> {
  const row = await db
    .selectFrom('restructuringOffers')
    .select(offerColumns)
    .where('restructuringId', '=', restructuringId)
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toOffer(row)
}
