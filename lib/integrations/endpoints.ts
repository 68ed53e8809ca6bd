import { isIP } from 'node:net'
import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { isPrivateAddress } from '#lib/gateways/webhook.ts'
import { encryptedSecret, newEndpointSecret, ownSecret } from './endpoint-secret.ts'

export const mostEndpoints = 5

export type EndpointRefusal =
  | 'not_an_address'
  | 'not_https'
  | 'private'
  | 'there_already'
  | 'too_many'

type AddedEndpoint =
  | { endpointId: string /** Shown once: only its encrypted form is kept. */; secret: string }
  | { refusal: EndpointRefusal }

/** Adds an address that is told of holds from now on, with a new secret to verify the signatures by. */
export async function addEndpoint(
  tx: Tx,
  { lenderId, url, by }: { lenderId: string; url: string; by: string },
): Promise<AddedEndpoint> {
  const address = readAddress(url)
  if ('refusal' in address) return address
  await tx.selectFrom('lenders').select('id').where('id', '=', lenderId).forNoKeyUpdate().execute()
  const current = await tx
    .selectFrom('webhookEndpoints')
    .select('url')
    .where('lenderId', '=', lenderId)
    .where('removedAt', 'is', null)
    .execute()
  if (current.some((one) => one.url === address.url)) return { refusal: 'there_already' }
  if (current.length >= mostEndpoints) return { refusal: 'too_many' }
  const secret = newEndpointSecret()
  const { id: endpointId } = await tx
    .insertInto('webhookEndpoints')
    .values({
      lenderId,
      url: address.url,
      secretEncrypted: encryptedSecret(secret),
      createdBy: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(tx, { lenderId, endpointId, by, action: 'added', url: address.url })
  return { endpointId, secret }
}

/** Tells an address nothing more, not even what waits. False when the lender has no such address. */
export async function removeEndpoint(
  tx: Tx,
  { lenderId, endpointId, by, now }: EndpointRemoval,
): Promise<boolean> {
  const removed = await tx
    .updateTable('webhookEndpoints')
    .set({ removedAt: now })
    .where('id', '=', endpointId)
    .where('lenderId', '=', lenderId)
    .where('removedAt', 'is', null)
    .returning('url')
    .executeTakeFirst()
  if (!removed) return false
  await audit(tx, { lenderId, endpointId, by, action: 'removed', url: removed.url })
  return true
}

type EndpointRemoval = {
  lenderId: string
  endpointId: string
  by: string
  now: Temporal.Instant
}

/** Each address of a lender with its newest deliveries. */
export async function endpointsOf(db: Database, lenderId: string) {
  const rows = await db
    .selectFrom('webhookEndpoints')
    .select(['id as endpointId', 'url', 'createdBy', 'createdAt', 'secretChangedAt'])
    .select(['secretEncrypted', 'formerSecretEncrypted'])
    .select(
      sql<ShownDelivery[]>`(
        select coalesce(json_agg(newest.shown order by newest.created_at desc), '[]')
          from (select created_at, json_build_object('deliveryId', id, 'type', type,
                         'createdAt', created_at, 'attempts', attempts, 'lastStatus', last_status,
                         'failure', failure, 'deliveredAt', delivered_at, 'failedAt', failed_at,
                         'nextAttemptAt', next_attempt_at) as shown
                  from webhook_deliveries
                 where webhook_deliveries.endpoint_id = webhook_endpoints.id
                 order by created_at desc limit 10) as newest)`.as('deliveries'),
    )
    .where('lenderId', '=', lenderId)
    .where('removedAt', 'is', null)
    .orderBy('createdAt')
    .execute()
  return rows.map(({ secretEncrypted, formerSecretEncrypted, ...endpoint }) => ({
    ...endpoint,
    hasSecret: ownSecret(secretEncrypted) !== undefined,
    hasFormerSecret: ownSecret(formerSecretEncrypted) !== undefined,
  }))
}

/** As the database writes it: times are ISO texts. */
export type ShownDelivery = {
  deliveryId: string
  type: string
  createdAt: string
  attempts: number
  lastStatus: number | null
  failure: string | null
  deliveredAt: string | null
  failedAt: string | null
  nextAttemptAt: string
}

function readAddress(text: string): { url: string } | { refusal: EndpointRefusal } {
  const url = URL.parse(text.trim())
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (!url || !isHttp || url.username || url.password || url.hash || url.href.length > 500)
    return { refusal: 'not_an_address' }
  if (env().WEBHOOKS_TO_PRIVATE) return { url: url.href }
  if (url.protocol !== 'https:') return { refusal: 'not_https' }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A name is looked up when it is used: there it must lead to a public address, too.
  const isPrivate = isIP(host) ? isPrivateAddress(host) : /(^|\.)localhost$/.test(host)
  return isPrivate ? { refusal: 'private' } : { url: url.href }
}

type EndpointEvent = {
  lenderId: string
  endpointId: string
  by: string
  action: 'added' | 'removed'
  url: string
}

function audit(tx: Tx, { lenderId, endpointId, by, action, url }: EndpointEvent): Promise<void> {
  return writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: `webhook_endpoint.${action}`,
    subject: 'webhook_endpoint',
    subjectId: endpointId,
    detail: { host: new URL(url).host },
  })
}
