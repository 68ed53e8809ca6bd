import { env } from '#lib/env.ts'

/** The address of a lender's portal: PORTAL_URL with the lender's host name. */
export function portalUrl(host: string): string {
  const url = new URL(env().PORTAL_URL)
  url.hostname = host
  return url.origin
}

/** The same as one types it: a browser adds the rest. */
export function typedAddress(host: string): string {
  return new URL(portalUrl(host)).host
}
