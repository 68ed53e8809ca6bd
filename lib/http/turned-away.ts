import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** What every page is asked with: it is read, or a form on it is sent. */
export const pageMethods = ['GET', 'HEAD', 'POST']
/** What /api/v1 is asked with: it only reads. */
export const apiMethods = ['GET', 'HEAD', 'OPTIONS']
const methods = [...pageMethods, 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Where a request goes that no page could read; proxy.ts answers there, under the same contract. */
const turnedAwayPath = /^(?:\/api(?:\/v1)?)?\/turned-away\/(400|405)$/

/** With what a request is turned away; undefined: it is not. `address` is its path and search, as they were sent. */
export function turnedAwayWith(method: string, address: string): 400 | 405 | undefined {
  const [pathname = ''] = address.split('?')
  const [, led] = turnedAwayPath.exec(pathname) ?? []
  const isApi = /^\/api(?:\/|$)/.test(pathname)
  if (!(isApi ? methods : pageMethods).includes(method) || led === '405') return 405
  if (!decodes(pathname) || led === '400') return 400
  // No record has this character in its name, and PostgreSQL takes it in no text.
  return address.includes('%00') ? 400 : undefined
}

/**
 * Leads requests that Next cannot read, of a method or with percent codes that are none, to where they are answered,
 * before it fails on them. To be called once at boot.
 */
export function turnAwayUnreadable(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const status = turnedAwayWith(request.method ?? 'GET', request.url ?? '/')
    if (!status) return
    request.method = 'GET'
    const [door = ''] = /^\/api(?:\/v1)?(?=\/)/.exec(request.url ?? '') ?? []
    request.url = `${door}/turned-away/${status}`
  })
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
