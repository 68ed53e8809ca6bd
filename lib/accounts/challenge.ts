import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { challengeMinutes, codeMinutes, codePauseSeconds } from './start-challenge.ts'

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

/** Whether its code was asked for so short a time ago that the next one waits. */
export function isJustAsked({ method, expiresAt }: OpenChallenge, now: Temporal.Instant): boolean {
  const asked = expiresAt.subtract({ minutes: codeMinutes })
  return (
    method !== null && Temporal.Instant.compare(asked.add({ seconds: codePauseSeconds }), now) > 0
  )
}

/**
 * What a sign-in under way is counted by, the account it is for or the name that nobody has; and the best way to reach
 * it. Not for a page: it would tell whether there is an account.
 */
export async function countedAccount(
  db: Database,
  { id, lenderId }: Pick<OpenChallenge, 'id' | 'lenderId'>,
): Promise<{ account: string; bestWay: Way }> {
  const { somebody, identifierHash, bestWay } = await db
    .selectFrom('challenges')
    .select((is) => [
      is.fn.coalesce('borrowerId', 'ambiguousBorrowerId').as('somebody'),
      'identifierHash',
      bestWayOf().as('bestWay'),
    ])
    .where('id', '=', id)
    .where('lenderId', '=', lenderId)
    .executeTakeFirstOrThrow()
  return { account: somebody ?? `${lenderId} ${identifierHash.toString('base64url')}`, bestWay }
}

// An address takes seconds and costs nothing; the locked phone’s own screen needs it to be online.
export function bestWayOf(): RawBuilder<Way> {
  const canText = Boolean(env().SMS_URL)
  return sql`coalesce((
  select case when email is not null then 'email'
              when nominated_phone is not null and ${canText} then 'sms' else 'lock_screen' end
    from borrowers where id = coalesce(challenges.borrower_id, challenges.ambiguous_borrower_id)), 'email')`
}

export function isWay(text: unknown): text is Way {
  return (methods as readonly unknown[]).includes(text)
}
