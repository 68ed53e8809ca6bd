/**
 * The host name and port that the browser asked for. Next renders the page a server action redirects to by a
 * request to itself, and a proxy may do the same: both keep the browser's host in X-Forwarded-Host. Whoever can
 * write that header can write Host just as well, so it opens nothing that Host does not.
 */
export function askedHost(headers: Pick<Headers, 'get'>): string | undefined {
  const forwarded = headers.get('x-forwarded-host')?.split(',')[0]?.trim()
  return forwarded || headers.get('host') || undefined
}
