import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import ipaddr, { type IPv6 } from 'ipaddr.js'

/**
 * Whose address limits are counted by: the last hop of X-Forwarded-For, which the nearest proxy wrote, or,
 * with `ignoreClaimedAddresses` in force, Next from the socket. An IPv6 address counts as its /64 network,
 * an IPv4 address as itself however it is written: with a port, or inside IPv6.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string {
  const lastHop = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const bare = /^\[(.+)\](?::\d+)?$/.exec(lastHop)?.[1] ?? lastHop.replace(/^([\d.]+):\d+$/, '$1')
  const text = bare.split('%')[0] ?? ''
  // The library takes what is only like an address, too: 1.2.3.
  if (isIP(text) === 0) return 'unknown'
  const address = ipaddr.parse(text)
  return address.kind() === 'ipv4' ? address.toString() : countedAs(address as IPv6)
}

const aroundIPv4 = ['ipv4Mapped', 'rfc6052', 'rfc6145']

function countedAs(address: IPv6): string {
  const isAroundIPv4 = aroundIPv4.includes(address.range())
  return isAroundIPv4
    ? ipaddr.fromByteArray(address.toByteArray().slice(12)).toString()
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`
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
