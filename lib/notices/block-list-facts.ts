import type { Database } from '#lib/db/client.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'

/** What a notice says of a phone that is off a list by which networks block it. */
export async function blockListFacts(db: Database, listingId: string, reader: Reader) {
  const found = await db
    .selectFrom('blockListings')
    .innerJoin('devices', 'devices.loanId', 'blockListings.loanId')
    .innerJoin('loans', 'loans.id', 'blockListings.loanId')
    .select(['blockListings.list', 'blockListings.removedOn', 'blockListings.removalProof'])
    .select(['devices.id as deviceId', 'devices.brand', 'devices.model', 'loans.loanNumber'])
    .where('blockListings.id', '=', listingId)
    .executeTakeFirstOrThrow()
  const { list, removedOn, removalProof, deviceId, brand, model, loanNumber } = found
  return {
    reference: loanNumber,
    list,
    proof: removalProof ?? '',
    day: removedOn ? formatDay(removedOn, reader, 'long') : '',
    phone: `${brand} ${model}`,
    path: `/phones/${deviceId}`,
  }
}
