/**
 * Whether a request was made by the page and not by the person: a refresh on a timer, or a prefetch.
 * Such a request must not keep a forgotten session alive (Fetch Metadata: Sec-Fetch-User).
 */
export function isPassive(headers: Pick<Headers, 'get'>): boolean {
  if (headers.get('next-router-prefetch') || headers.get('sec-purpose')) return true
  return (
    headers.get('sec-fetch-mode') === 'navigate' &&
    headers.get('sec-fetch-site') === 'same-origin' &&
    headers.get('sec-fetch-user') === null
  )
}
