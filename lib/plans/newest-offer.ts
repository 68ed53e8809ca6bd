import type { Database } from '#lib/db/client.ts'
import { type Offer, offerColumns, toOffer } from './offer-row.ts'

/** The offer that counts: the last one made. */
export function newestOffer(db: Database, restructuringId: string): Promise<Offer | undefined> {
  return offerAt(db, restructuringId, 'desc')
}

/** The one made by what was asked for. */
export function firstOffer(db: Database, restructuringId: string): Promise<Offer | undefined> {
  return offerAt(db, restructuringId, 'asc')
}

async function offerAt(
  db: Database,
  restructuringId: string,
  order: 'asc' | 'desc',
): Promise<Offer | undefined> {
  const row = await db
    .selectFrom('restructuringOffers')
    .select(offerColumns)
    .where('restructuringId', '=', restructuringId)
    .orderBy('madeAt', order)
    .orderBy('id', order)
    .limit(1)
    .executeTakeFirst()
  return row && toOffer(row)
}
