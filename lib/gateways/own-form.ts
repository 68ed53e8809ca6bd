import { askedHost } from './asked-host.ts'

/** Whether a POST came from a page of this very host, as far as the browser tells. */
export function isOwnForm(headers: Pick<Headers, 'get'>): boolean {
  const site = headers.get('sec-fetch-site')
  if (site && site !== 'same-origin') return false
  const origin = headers.get('origin')
  return origin === null || URL.parse(origin)?.host === askedHost(headers)
}

// Printable ASCII without a backslash: what is in an address comes percent-encoded.
const ownPathText = /^\/(?!\/)[\x21-\x5b\x5d-\x7e]{0,499}$/

/** A path of this host to go back to; anything that could lead to another site becomes `otherwise`. */
export function ownPath(path: unknown, otherwise: string): string {
  return typeof path === 'string' && ownPathText.test(path) ? path : otherwise
}
