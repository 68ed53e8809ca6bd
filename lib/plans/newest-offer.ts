import type { Database } from '#lib/db/client.ts'
import { type Offer, offerColumns, toOffer } from './offer-row.ts'

/** The offer that counts: the last one made. */
export function newestOffer(db: Database, planId: string): Promise<Offer | undefined> {
  return offerAt(db, planId, 'desc')
}

/** The one made by what was asked for. */
export function firstOffer(db: Database, planId: string): Promise<Offer | undefined> {
  return offerAt(db, planId, 'asc')
}

async function offerAt(
  db: Database,
  planId: string,
  order: 'asc' | 'desc',
): Promise<Offer | undefined> {
  const row = await db
    .selectFrom('planOffers')
    .select(offerColumns)
    .where('planId', '=', planId)
    .orderBy('madeAt', order)
    .orderBy('id', order)
    .limit(1)
    .executeTakeFirst()
  return row && toOffer(row)
}
