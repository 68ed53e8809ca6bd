import { randomBytes } from 'node:crypto'
import type { Database } from '#lib/db/client.ts'
import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { seal } from '#lib/gateways/seal.ts'

export type LockServiceWish = {
  lenderId: string
  provider: string
  /** Where it answers; undefined: nothing answers, a person opens each phone by hand. */
  baseUrl: string | undefined
  /** The one agreed on elsewhere; undefined: the one it has, else a new one. */
  secret: string | undefined
  by: string
  now: Temporal.Instant
}

export type ConnectedLockService =
  | { connectionId: string /** Only when it was made here. */; newSecret: string | undefined }
  | { refusal: 'not_an_address' | 'short_secret' }

/** Connects a lender with a lock provider, or changes where it answers and what signs. Phones and what waits stay. One that is new is only watched. */
export async function connectLockService(
  tx: Tx,
  { lenderId, provider, by, now, ...wish }: LockServiceWish,
): Promise<ConnectedLockService> {
  const baseUrl = wish.baseUrl === undefined ? null : readAddress(wish.baseUrl)
  if (baseUrl === undefined) return { refusal: 'not_an_address' }
  if (wish.secret !== undefined && wish.secret.length < 16) return { refusal: 'short_secret' }
  const known = await tx
    .selectFrom('mdmConnections')
    .select('secretSealed')
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const isNewSecret = baseUrl !== null && !wish.secret && !known?.secretSealed
  const newSecret = isNewSecret ? randomBytes(32).toString('base64url') : undefined
  const secret = wish.secret ?? newSecret
  const values = { baseUrl, ...(secret ? { secretSealed: seal(secret, 'mdm-secret') } : {}) }
  const { id: connectionId } = await tx
    .insertInto('mdmConnections')
    .values({ lenderId, provider, ...values, watchingSince: baseUrl === null ? null : now })
    .onConflict((conflict) => conflict.columns(['lenderId', 'provider']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeJournal(tx, {
    ...{ lenderId, actor: by, action: 'lock_service.connected' },
    ...{ subject: 'lock_service', subjectId: connectionId },
    detail: { provider, ...(baseUrl ? { host: new URL(baseUrl).host } : {}) },
  })
  return { connectionId, newSecret }
}

/** A lender's lock providers, by name. */
export function lockServicesOf(db: Database, lenderId: string) {
  return db
    .selectFrom('mdmConnections')
    .select(['provider', 'baseUrl', 'pausedAt', 'pausedReason', 'createdAt'])
    .select(['watchingSince', 'watchingEndedAt'])
    .select((eb) => eb('secretSealed', 'is not', null).as('hasSecret'))
    .where('lenderId', '=', lenderId)
    .orderBy('provider')
    .execute()
}

function readAddress(text: string): string | undefined {
  const url = URL.parse(text.trim())
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isHttp || url.username || url.password || url.search || url.hash) return undefined
  return url.href.replace(/\/$/, '')
}
