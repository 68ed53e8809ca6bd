import { lookup } from 'node:dns'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'
import { env } from '#lib/env.ts'
import { saidOf } from './network-fault.ts'
import { signRequest } from './request-signature.ts'

/** `secrets` are all that are valid: each signs. */
export type Webhook = { url: string; secrets: readonly string[]; body: object }

export type WebhookAnswer =
  | { ok: true; status: number }
  | { ok: false; status: number | null; failure: string }

const timeoutMs = 10_000

/**
 * POSTs one signed JSON message (docs/lock-side.md). Only 2xx counts as taken; a redirect is an answer and is not
 * followed. An address inside a private network is never connected to, unless WEBHOOKS_TO_PRIVATE says so.
 */
export function postWebhook(
  { url, secrets, body }: Webhook,
  now: Temporal.Instant,
): Promise<WebhookAnswer> {
  const target = new URL(url)
  const rawBody = JSON.stringify(body)
  const signed = { method: 'POST', path: target.pathname + target.search, rawBody }
  if (isClosed(target.hostname.replace(/^\[|\]$/g, '')))
    return Promise.resolve({ ok: false, status: null, failure: privateAddress })
  const send = target.protocol === 'https:' ? overHttps : overHttp
  return new Promise((done) => {
    const request = send(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(rawBody),
        'user-agent': 'Keyturn',
        ...signRequest(secrets, signed, now),
      },
      agent: false,
      lookup: openAddresses,
      signal: AbortSignal.timeout(timeoutMs),
    })
    request.on('error', (cause) => done({ ok: false, status: null, failure: saidOf(cause) }))
    request.on('response', (response) => {
      done(toAnswer(response.statusCode ?? 0))
      // Nothing in the body is of interest.
      response.destroy()
    })
    request.end(rawBody)
  })
}

const privateAddress = 'the address is in a private network'

function toAnswer(status: number): WebhookAnswer {
  if (status >= 200 && status < 300) return { ok: true, status }
  const isRedirect = status >= 300 && status < 400
  return { ok: false, status, failure: isRedirect ? 'redirects are not followed' : `${status}` }
}

// Two lists: one list would hold IPv4 to be a part of IPv6.
const closed = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.ipv4.addSubnet(network, prefix, 'ipv4')
// Of IPv6, nothing but global unicast (2000::/3), and of that nothing that carries another address inside (6to4, Teredo)
// or is nobody's (protocols, documentation).
for (const [network, prefix] of [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
] as const)
  closed.ipv6.addSubnet(network, prefix, 'ipv6')

/** Whether an address, written as digits, is one that nobody on the internet can have. */
export function isPrivateAddress(address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  return closed[family].check(address, family)
}

function isClosed(host: string): boolean {
  return isIP(host) !== 0 && !env().WEBHOOKS_TO_PRIVATE && isPrivateAddress(host)
}

// Checked where the name is looked up for the connection itself: a name cannot change its mind in between.
const openAddresses: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (cause, found) => {
    if (cause) return done(cause, [])
    const open = found.filter(({ address }) => !isClosed(address))
    const [first] = open
    if (!first) return done(new Error(privateAddress), [])
    if (options.all) done(null, open)
    else done(null, first.address, first.family)
  })
}
