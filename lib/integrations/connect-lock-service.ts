import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { decryptOwn, encrypt } from '#lib/encrypt.ts'

export type LockServiceWish = {
  lenderId: string
  provider: string
  /** Where it answers; undefined: nothing answers, a person opens each phone by hand. */
  baseUrl: string | undefined
  /** The one agreed on elsewhere; undefined: the one it has, else a new one. */
  secret: string | undefined
  /** Whether one is made though it has one. */
  isNewSecretWanted?: boolean | undefined
  by: string
  now: Temporal.Instant
}

type ConnectedLockService =
  | {
      connectionId: string
      /** Only when it was made here. */
      newSecret: string | undefined
      isNew: boolean
      /** Where it answered before, when that was elsewhere. */
      movedFrom: string | null
    }
  | { refusal: 'not_an_address' | 'short_secret' | 'two_secrets' }

/**
 * Connects a lender with a lock provider, or changes where it answers and what signs. Phones and what waits stay. One
 * that is new is only watched. The secret before is valid beside a new one until somebody ends it.
 */
export async function connectLockService(
  tx: Tx,
  { lenderId, provider, by, now, ...wish }: LockServiceWish,
): Promise<ConnectedLockService> {
  const baseUrl = wish.baseUrl === undefined ? null : readAddress(wish.baseUrl)
  if (baseUrl === undefined) return { refusal: 'not_an_address' }
  if (wish.secret !== undefined && wish.secret.length < 16) return { refusal: 'short_secret' }
  const known = await tx
    .selectFrom('mdmConnections')
    .select(['secretEncrypted', 'formerSecretEncrypted', 'baseUrl'])
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const isMade =
    baseUrl !== null && !wish.secret && (wish.isNewSecretWanted || !known?.secretEncrypted)
  const newSecret = isMade ? randomBytes(32).toString('base64url') : undefined
  const change = changeOf(known, wish.secret ?? newSecret, now)
  if (change === 'two_secrets') return { refusal: change }
  const values = { baseUrl, ...change }
  const { id: connectionId } = await tx
    .insertInto('mdmConnections')
    .values({ lenderId, provider, ...values, watchingSince: baseUrl === null ? null : now })
    .onConflict((conflict) => conflict.columns(['lenderId', 'provider']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: 'lock_service.connected',
    subject: 'lock_service',
    subjectId: connectionId,
    detail: {
      provider,
      ...(baseUrl ? { host: new URL(baseUrl).host } : {}),
      ...('secretChangedAt' in change ? { secret: 'changed' } : {}),
    },
  })
  const movedFrom = known && known.baseUrl !== baseUrl ? known.baseUrl : null
  return { connectionId, newSecret, isNew: !known, movedFrom }
}

type KnownSecrets = { secretEncrypted: Buffer | null; formerSecretEncrypted: Buffer | null }

function changeOf(
  known: KnownSecrets | undefined,
  secret: string | undefined,
  now: Temporal.Instant,
) {
  if (secret === undefined) return {}
  const secretEncrypted = encrypt(secret, 'mdm-secret')
  const before = known?.secretEncrypted && decryptOwn(known.secretEncrypted, 'mdm-secret')
  if (!before || !known) return { secretEncrypted, formerSecretEncrypted: null }
  if (before === secret) return {}
  // A third one would end the first, which the service may still be using.
  if (known.formerSecretEncrypted) return 'two_secrets'
  return { secretEncrypted, formerSecretEncrypted: known.secretEncrypted, secretChangedAt: now }
}

/** From now on only the new secret is valid. False when there was no other. */
export async function endFormerSecret(
  tx: Tx,
  { lenderId, provider, by }: { lenderId: string; provider: string; by: string },
): Promise<boolean> {
  const ended = await tx
    .updateTable('mdmConnections')
    .set({ formerSecretEncrypted: null })
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .where('formerSecretEncrypted', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) return false
  await writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: 'lock_service.secret_ended',
    subject: 'lock_service',
    subjectId: ended.id,
    detail: { provider },
  })
  return true
}

export async function lockServicesOf(db: Database, lenderId: string) {
  const rows = await db
    .selectFrom('mdmConnections')
    .select(['provider', 'baseUrl', 'pausedAt', 'pausedReason', 'createdAt'])
    .select(['watchingSince', 'watchingEndedAt'])
    .select('secretChangedAt')
    .select(['secretEncrypted', 'formerSecretEncrypted'])
    .where('lenderId', '=', lenderId)
    .orderBy('provider')
    .execute()
  return rows.map(({ secretEncrypted, formerSecretEncrypted, ...service }) => ({
    ...service,
    secret: stateOf(secretEncrypted),
    formerSecret: stateOf(formerSecretEncrypted),
  }))
}

function stateOf(encrypted: Buffer | null): 'none' | 'kept' | 'lost' {
  if (!encrypted) return 'none'
  return decryptOwn(encrypted, 'mdm-secret') === undefined ? 'lost' : 'kept'
}

function readAddress(text: string): string | undefined {
  const url = URL.parse(text.trim())
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isHttp || url.username || url.password || url.search || url.hash) return undefined
  return url.href.replace(/\/$/, '')
}
