import { database } from '#lib/db/client.ts'
import { type Lender, lenderByHost } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { askedHost } from '#lib/http/asked-host.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import {
  holderOfKey,
  type KeyHolder,
  noteKeyDenied,
  noteKeyUse,
} from '#lib/integrations/api-keys.ts'
import { limitCalls, limitDenials } from '#lib/integrations/api-limits.ts'
import { log } from '#lib/log.ts'
import { refuse } from './answers.ts'

type Caller = { keyId: string; lender: Lender }

/** The lender whose key came with a request, or the answer to give instead. The only guard of /api/v1. */
export async function requireApiKey(request: Request): Promise<Caller | Response> {
  const [, key = ''] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const holder = await holderOfKey(database(), key)
  const why = holder ? await whyDenied(holder, request) : key ? 'unknown' : 'missing'
  if (!holder || why) return deny(request, holder, why ?? 'unknown')
  const limit = await limitCalls(holder.keyId)
  if (!limit.ok) return tooMany(limit.retryAt)
  await noteKeyUse(database(), holder, Temporal.Now.instant())
  return holder
}

type Why = 'missing' | 'unknown' | 'revoked' | 'other_host'

// Under another lender's name a key opens nothing; under a host that is nobody's it does.
async function whyDenied(holder: KeyHolder, request: Request): Promise<Why | undefined> {
  if (holder.revokedAt) return 'revoked'
  const host = askedHost(request.headers) ?? new URL(request.url).host
  const lender = await lenderByHost(database(), host)
  return lender && lender.id !== holder.lender.id ? 'other_host' : undefined
}

async function deny(request: Request, holder: KeyHolder | undefined, why: Why): Promise<Response> {
  const limit = await limitDenials(clientAddress(request.headers))
  if (!limit.ok) return tooMany(limit.retryAt)
  log.warn({ why, keyId: holder?.keyId }, 'an API key was denied')
  if (holder && (why === 'revoked' || why === 'other_host'))
    await transaction((tx) => noteKeyDenied(tx, holder, why))
  const error = { code: 'unauthorized', message: 'Send a key that works: Authorization: Bearer …' }
  return refuse(401, error, { 'www-authenticate': 'Bearer' })
}

function tooMany(retryAt: Temporal.Instant): Response {
  const waitMs = retryAt.epochMilliseconds - Temporal.Now.instant().epochMilliseconds
  const seconds = Math.max(Math.ceil(waitMs / 1000), 1)
  const error = { code: 'too_many_requests', message: `Try again in ${seconds} s.` }
  return refuse(429, error, { 'retry-after': String(seconds) })
}
