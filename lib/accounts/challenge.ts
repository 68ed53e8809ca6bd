import type { Database } from '#lib/db/client.ts'
import { challengeMinutes } from './start-challenge.ts'

/** The ways to prove who one is without the locked phone. */
export const methods = ['email', 'sms', 'lock_screen', 'recovery_code'] as const
export type Way = (typeof methods)[number]
/** How a code was asked for; `best`: by the best way that its receiver has, which no page may tell. */
export type Method = Way | 'best'

/** What the pages may know about a sign-in under way. Whose it is, or whether anybody's, is not among it. */
export type OpenChallenge = {
  id: string
  lenderId: string
  method: Method | null
  identifierHash: Buffer
  expiresAt: Temporal.Instant
}

/** The sign-in under way with this id at this lender; undefined when finished, given up or unknown. */
export function openChallenge(
  db: Database,
  { id, lenderId, now }: { id: string; lenderId: string; now: Temporal.Instant },
): Promise<OpenChallenge | undefined> {
  return db
    .selectFrom('challenges')
    .select(['id', 'lenderId', 'method', 'identifierHash', 'expiresAt'])
    .where('id', '=', id)
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('createdAt', '>', now.subtract({ minutes: challengeMinutes }))
    .executeTakeFirst()
}

/**
 * What a sign-in under way is counted by: the account it is for, or the name that nobody has. Not for a page: it would
 * tell whether there is an account.
 */
export async function countedAccount(
  db: Database,
  { id, lenderId }: Pick<OpenChallenge, 'id' | 'lenderId'>,
): Promise<string> {
  const row = await db
    .selectFrom('challenges')
    .select(['borrowerId', 'ambiguousBorrowerId', 'identifierHash'])
    .where('id', '=', id)
    .where('lenderId', '=', lenderId)
    .executeTakeFirstOrThrow()
  const somebody = row.borrowerId ?? row.ambiguousBorrowerId
  return somebody ?? `${lenderId} ${row.identifierHash.toString('base64url')}`
}

export function isWay(text: unknown): text is Way {
  return (methods as readonly unknown[]).includes(text)
}
