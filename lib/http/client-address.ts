import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'

/**
 * Whose address limits are counted by: the last hop of X-Forwarded-For, which the nearest proxy wrote, or,
 * with `ignoreClaimedAddresses` in force, Next from the socket. An IPv6 address counts as its /64 network,
 * an IPv4 address as itself however it is written: with a port, or inside IPv6.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string {
  const lastHop = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const bare = /^\[(.+)\](?::\d+)?$/.exec(lastHop)?.[1] ?? lastHop.replace(/^([\d.]+):\d+$/, '$1')
  const address = bare.split('%')[0] ?? ''
  if (isIPv4(address)) return address
  return isIPv6(address) ? networkOf(groupsOf(address)) : 'unknown'
}

function groupsOf(address: string): number[] {
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [front = [], back = []] = text.split('::').map((half) =>
    half
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  )
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back]
}

// Mapped (RFC 4291), translated (RFC 6052, RFC 7915): behind each stands one IPv4 address.
const aroundIPv4 = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0', '0:0:0:0:ffff:0']

function networkOf(groups: number[]): string {
  const hex = groups.map((group) => group.toString(16))
  if (!aroundIPv4.includes(hex.slice(0, 6).join(':'))) return `${hex.slice(0, 4).join(':')}::/64`
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
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
