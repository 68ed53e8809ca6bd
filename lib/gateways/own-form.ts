import { askedHost } from './asked-host.ts'

/** Whether a POST came from a page of this very host, as far as the browser tells. */
export function isOwnForm(headers: Pick<Headers, 'get'>): boolean {
  const site = headers.get('sec-fetch-site')
  if (site && site !== 'same-origin') return false
  const origin = headers.get('origin')
  return origin === null || URL.parse(origin)?.host === askedHost(headers)
}

/** A path of this host to go back to; anything that could lead to another site becomes `otherwise`. */
export function ownPath(path: unknown, otherwise: string): string {
  const safe = typeof path === 'string' && /^\/(?![/\\])[^\\\s]*$/.test(path) && path.length <= 500
  return safe ? path : otherwise
}
