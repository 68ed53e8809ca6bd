import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Language } from '#lib/domain/languages.ts'
import { keyedHash } from '#lib/encrypt.ts'

export const signInLinkMinutes = 30

type NewSignInLink = {
  lenderId: string
  borrowerId: string
  staffId: string
  /** How the person made sure who asks. */
  identityNote: string
  now: Temporal.Instant
}

/** Makes a link that signs a borrower in once, to be shown this once; only its hash is kept. The one before it is void. */
export async function makeSignInLink(
  tx: Tx,
  { lenderId, borrowerId, staffId, identityNote, now }: NewSignInLink,
): Promise<{ token: string; expiresAt: Temporal.Instant; locale: Language }> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = now.add({ minutes: signInLinkMinutes })
  // Two links asked for at once: the borrower's row makes the second wait, and void the first.
  const { locale } = await tx
    .selectFrom('borrowers')
    .select('locale')
    .where('id', '=', borrowerId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('signInLinks')
    .set({ expiresAt: now })
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute()
  await tx
    .insertInto('signInLinks')
    .values({
      lenderId,
      borrowerId,
      identityNote,
      expiresAt,
      madeBy: staffId,
      tokenHash: hashOf(token),
      createdAt: now,
    })
    .execute()
  await writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action: 'sign_in_link.made',
    subject: 'borrower',
    subjectId: borrowerId,
    detail: { identityNote },
  })
  return { token, expiresAt, locale }
}

type Token = { lenderId: string; token: string; now: Temporal.Instant }

/** Whether a link would sign somebody in now. Whose it is stays unsaid, and looking does not use it up. */
export async function isGoodLink(db: Database, { lenderId, token, now }: Token): Promise<boolean> {
  const row = await db
    .selectFrom('signInLinks')
    .select('id')
    .where('tokenHash', '=', hashOf(token))
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Uses a link up. Undefined when it was used before, has expired, was replaced, or never was: all the same. */
export async function takeUpLink(
  tx: Tx,
  { lenderId, token, now }: Token,
): Promise<string | undefined> {
  const row = await tx
    .updateTable('signInLinks')
    .set({ usedAt: now })
    .where('tokenHash', '=', hashOf(token))
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning(['id', 'borrowerId'])
    .executeTakeFirst()
  if (!row) return undefined
  const { borrowerId } = row
  await writeAuditLog(tx, {
    lenderId,
    actor: `borrower:${borrowerId}`,
    action: 'sign_in_link.used',
    subject: 'borrower',
    subjectId: borrowerId,
    detail: { link: row.id },
  })
  return borrowerId
}

function hashOf(token: string): Buffer {
  return keyedHash(token, 'sign-in-link')
}
