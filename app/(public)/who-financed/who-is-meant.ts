import { headers } from 'next/headers'
import { database } from '#lib/db/client.ts'
import { type Lender, listLenders } from '#lib/db/lenders.ts'
import { limitNames } from '#lib/db/stranger-limits.ts'
import {
  type Financier,
  financierCalled,
  isCalled,
  isNumber,
  isPartOf,
} from '#lib/domain/strangers/financiers.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { portalUrl } from '#lib/http/portal-url.ts'

export type Meant =
  | { who: 'nobody_typed' | 'number' | 'us' | 'perhaps_us' | 'not_known' }
  | { who: 'other_lender'; name: string; address: string }
  | { who: 'financier'; financier: Financier }
  | { who: 'limited'; until: string }

/**
 * Whom a typed name means. It is compared with names of companies only: no record of a person or a phone is read for it, so that
 * a phone of ours and a stranger's look the same.
 */
export async function whoIsMeant(typed: string, lender: Lender): Promise<Meant> {
  if (typed.trim() === '') return { who: 'nobody_typed' }
  if (isCalled(lender.name, typed)) return { who: 'us' }
  if (isNumber(typed)) return { who: 'number' }
  const limit = await limitNames(clientAddress(await headers()))
  if (!limit.ok) return { who: 'limited', until: String(limit.retryAt.epochMilliseconds) }
  const lenders = await listLenders(database())
  const other = lenders.find(({ name }) => isCalled(name, typed))
  if (other) return { who: 'other_lender', name: other.name, address: portalUrl(other.host) }
  const financier = financierCalled(typed)
  if (financier) return { who: 'financier', financier }
  return { who: isPartOf(lender.name, typed) ? 'perhaps_us' : 'not_known' }
}
