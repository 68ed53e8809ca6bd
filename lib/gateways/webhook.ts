import { lookup } from 'node:dns'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Webhook as WebhookSigner } from 'standardwebhooks'
import { env } from '#lib/env.ts'
import { saidOf } from './network-fault.ts'

/** `body.id` is the same at every attempt. `secrets` are all that are valid: each signs. */
export type Webhook = { url: string; secrets: readonly string[]; body: { id: string } }

export type WebhookAnswer =
  | { ok: true; status: number }
  | { ok: false; status: number | null; failure: string }

const timeoutMs = 10_000

/**
 * POSTs one JSON message, signed as standardwebhooks.com describes (docs/lock-side.md). Only 2xx counts as taken; a redirect is an answer and is not
 * followed. An address inside a private network is never connected to, unless WEBHOOKS_TO_PRIVATE says so.
 */
export function postWebhook(
  { url, secrets, body }: Webhook,
  now: Temporal.Instant,
): Promise<WebhookAnswer> {
  const target = new URL(url)
  const rawBody = JSON.stringify(body)
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
        ...signedHeaders(body.id, secrets, rawBody, now),
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

function signedHeaders(
  id: string,
  secrets: readonly string[],
  rawBody: string,
  now: Temporal.Instant,
) {
  const at = new Date(now.epochMilliseconds)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.epochMilliseconds / 1000)),
    'webhook-signature': secrets
      .map((secret) => new WebhookSigner(keyOf(secret), { format: 'raw' }).sign(id, at, rawBody))
      .join(' '),
  }
}

// Older secrets were written in base64url: this reads both.
function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64url')
  // An empty key would let anybody sign.
  if (key.length < 24) throw new Error('a webhook needs a secret of 24 bytes or more')
  return key
}

const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** Whether an address, written as digits, is one that nobody on the internet can have, or that carries another inside. */
export function isPrivateAddress(text: string): boolean {
  const address = ipaddr.parse(text)
  return (
    address.range() !== 'unicast' || !(address.kind() === 'ipv4' || address.match(globalUnicast))
  )
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
