import { database } from '#lib/db/client.ts'
import { hostName, lenderByHost } from '#lib/db/lenders.ts'
import { addressHost, typedCode } from '#lib/domain/identity/link-token.ts'
import { portalUrl } from '#lib/http/portal-url.ts'

/** Where an address leads that is not of this lender: the name of its host, and the page there when we serve it. */
export type Elsewhere = { host: string; page: string | undefined }

/** Undefined: what was typed is a code alone, or an address of this lender. */
export async function elsewhere(
  typed: string,
  lender: { host: string },
): Promise<Elsewhere | undefined> {
  const asked = addressHost(typed)
  if (asked === undefined) return undefined
  const host = hostName(asked)
  if (host === lender.host) return undefined
  const other = await lenderByHost(database(), host)
  const code = typedCode(typed)
  return { host, page: other && `${portalUrl(other.host)}${code ? `/p/${code}` : '/scan'}` }
}
