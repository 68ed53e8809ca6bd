import { askedHost } from './asked-host.ts'

/** Whether a POST came from a page of this very host, as far as the browser tells. */
export function isOwnForm(headers: Pick<Headers, 'get'>): boolean {
  const site = headers.get('sec-fetch-site')
  return (!site || site === 'same-origin') && isFromHere(headers)
}

/** Whether what was sent names no other site as where it comes from: what Next asks before it runs an action. */
export function isFromHere(headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin')
  return origin === null || URL.parse(origin)?.host === askedHost(headers)
}

// Printable ASCII without a backslash: what is in an address comes percent-encoded.
const plainPath = /^\/[\x21-\x5b\x5d-\x7e]{0,499}$/
const nowhere = 'https://portal.invalid'

/**
 * A path of this host to go back to, at or below `under`, resolved as a browser does. Anything that could lead to
 * another site becomes `otherwise`: `/.//elsewhere` is a path of ours whose browser's spelling, `//elsewhere`, is not.
 */
export function ownPath(path: unknown, otherwise: string, under = '/'): string {
  if (typeof path !== 'string' || !plainPath.test(path)) return otherwise
  const url = URL.parse(path, nowhere)
  if (url?.origin !== nowhere || !isUnder(url.pathname, under)) return otherwise
  return url.pathname + url.search + url.hash
}

// An encoded slash or backslash is in no path of ours, and somebody between us and the browser may decode it.
function isUnder(pathname: string, under: string): boolean {
  if (pathname.includes('//') || /%(2f|5c)/i.test(pathname)) return false
  return under === '/' || pathname === under || pathname.startsWith(`${under}/`)
}
