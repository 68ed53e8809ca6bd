import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import { type Lender, lenderColumns, toLender } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { keyedHash } from '#lib/encrypt.ts'

const prefix = 'keyturn_'

/** Makes a key for a lender's own systems. It is given once: only its hash is kept. */
export async function makeApiKey(
  tx: Tx,
  { lenderId, name, by }: { lenderId: string; name: string; by: string },
): Promise<{ keyId: string; key: string }> {
  const key = prefix + randomBytes(32).toString('base64url')
  const { id: keyId } = await tx
    .insertInto('apiKeys')
    .values({ lenderId, name, createdBy: by, keyHash: hashOf(key) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(tx, { lenderId, keyId, by, action: 'made' })
  return { keyId, key }
}

type KeyRevocation = { lenderId: string; keyId: string; by: string; now: Temporal.Instant }

/** From now on the key opens nothing. False when the lender has no such key that works. */
export async function revokeApiKey(
  tx: Tx,
  { lenderId, keyId, by, now }: KeyRevocation,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('apiKeys')
    .set({ revokedAt: now })
    .where('id', '=', keyId)
    .where('lenderId', '=', lenderId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await audit(tx, { lenderId, keyId, by, action: 'revoked' })
  return true
}

/** A lender's keys, the newest first, revoked ones too. `isLost`: its hash is by a DATA_KEY that was replaced. */
export function apiKeysOf(db: Database, lenderId: string) {
  return db
    .selectFrom('apiKeys')
    .select(['id as keyId', 'name', 'createdBy', 'createdAt', 'lastUsedAt', 'revokedAt'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('dataKeys')
            .select('since')
            .whereRef('replacedAt', '>', 'apiKeys.createdAt'),
        )
        .as('isLost'),
    )
    .where('lenderId', '=', lenderId)
    .orderBy('createdAt', 'desc')
    .execute()
}

export type KeyHolder = {
  keyId: string
  lender: Lender
  revokedAt: Temporal.Instant | null
  lastUsedAt: Temporal.Instant | null
}

/** Whose key this is, revoked or not. Found by its keyed hash, so that no comparison tells how close a guess was. */
export async function holderOfKey(db: Database, key: string): Promise<KeyHolder | undefined> {
  if (!key.startsWith(prefix) || key.length > 100) return undefined
  const row = await db
    .selectFrom('apiKeys')
    .innerJoin('lenders', 'lenders.id', 'apiKeys.lenderId')
    .select(['apiKeys.id as keyId', 'apiKeys.revokedAt', 'apiKeys.lastUsedAt'])
    .select(lenderColumns)
    .where('apiKeys.keyHash', '=', hashOf(key))
    .executeTakeFirst()
  if (!row) return undefined
  const { keyId, revokedAt, lastUsedAt, ...lender } = row
  return { keyId, revokedAt, lastUsedAt, lender: toLender(lender) }
}

/** Notes that a key was used, to the minute. */
export async function noteKeyUse(
  db: Database,
  { keyId, lastUsedAt }: KeyHolder,
  now: Temporal.Instant,
): Promise<void> {
  const isKnown = lastUsedAt && Temporal.Instant.compare(lastUsedAt.add({ minutes: 1 }), now) > 0
  if (isKnown) return
  await db.updateTable('apiKeys').set({ lastUsedAt: now }).where('id', '=', keyId).execute()
}

/** Somebody still uses a key that was revoked, or uses it under another lender's name. */
export function noteKeyDenied(
  tx: Tx,
  { keyId, lender }: KeyHolder,
  why: 'revoked' | 'other_host',
): Promise<void> {
  return writeAuditLog(tx, {
    lenderId: lender.id,
    actor: `api_key:${keyId}`,
    action: 'api_key.denied',
    subject: 'api_key',
    subjectId: keyId,
    detail: { why },
  })
}

function hashOf(key: string): Buffer {
  return keyedHash(key, 'api-key')
}

type KeyEvent = { lenderId: string; keyId: string; by: string; action: 'made' | 'revoked' }

function audit(tx: Tx, { lenderId, keyId, by, action }: KeyEvent): Promise<void> {
  return writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: `api_key.${action}`,
    subject: 'api_key',
    subjectId: keyId,
  })
}
