import type { Database } from '#lib/db/client.ts'
import { openBreakersOf } from '#lib/gateways/open-breakers.ts'
import { outagesOf } from '#lib/holds/outages.ts'

/** The lock services of a lender to which nothing can be sent now: somebody has stopped them, or they do not answer. */
export async function servicesOut(db: Database, lenderId: string): Promise<Set<string>> {
  const services = await outagesOf(db, lenderId)
  const silent = (await openBreakersOf(db, lenderId)).filter(({ system }) => system === 'lock')
  return new Set([
    ...services.filter(({ pausedAt }) => pausedAt).map(({ provider }) => provider),
    ...silent.flatMap(({ name }) => name ?? []),
  ])
}
