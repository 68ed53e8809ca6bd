import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/**
 * Whose address limits are counted by: the last hop of X-Forwarded-For, which the nearest proxy wrote, or,
 * with `ignoreClaimedAddresses` in force, Next from the socket. An IPv6 address counts as its /64 network.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string {
  const lastHop = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const address = lastHop.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIPv6(address) ? networkOf(address) : address || 'unknown'
}

function networkOf(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const front = head ? head.split(':') : []
  const back = tail ? tail.split(':') : []
  const zeros = Array<string>(Math.max(8 - front.length - back.length, 0)).fill('0')
  const groups = tail === undefined ? front : [...front, ...zeros, ...back]
  return `${groups.slice(0, 4).map(shortGroup).join(':')}::/64`
}

function shortGroup(group: string): string {
  return Number.parseInt(group, 16).toString(16)
}

const claims = ['forwarded', 'x-forwarded-for']

/**
 * Drops the address a client claims to have before anything reads it; Next then fills it in from the socket.
 * To be called once at boot, unless TRUST_PROXY says that a proxy of ours writes these headers.
 */
export function ignoreClaimedAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    for (const name of claims) delete request.headers[name]
  })
}
