import { noteFailure } from '#lib/db/sign-in-failures.ts'
import type { Tx } from '#lib/db/transaction.ts'

export const maxTries = 5

export type Verdict =
  | { ok: true; borrowerId: string }
  | { ok: false; refusal: 'wrong'; triesLeft: number }
  | { ok: false; refusal: 'not_a_code' | 'expired' | 'used' | 'too_many' }

type Counted =
  | { ok: true; challenge: TriedChallenge }
  | { ok: false; refusal: 'expired' | 'used' | 'too_many' }

type TriedChallenge = {
  borrowerId: string | null
  identifierHash: Buffer
  codeHash: Buffer | null
  tries: number
}
type Attempt = { challengeId: string; lenderId: string; now: Temporal.Instant }

/** Takes one try of an open sign-in, or says why there is none. */
export async function countTry(tx: Tx, attempt: Attempt): Promise<Counted> {
  const challenge = await tx
    .updateTable('challenges')
    .set((is) => ({ tries: is('tries', '+', 1) }))
    .where('id', '=', attempt.challengeId)
    .where('lenderId', '=', attempt.lenderId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', attempt.now)
    .where('tries', '<', maxTries)
    .returning(['borrowerId', 'identifierHash', 'codeHash', 'tries'])
    .executeTakeFirst()
  return challenge ? { ok: true, challenge } : { ok: false, refusal: await refusalOf(tx, attempt) }
}

async function refusalOf(tx: Tx, attempt: Attempt): Promise<'expired' | 'used' | 'too_many'> {
  const row = await tx
    .selectFrom('challenges')
    .select(['usedAt', 'expiresAt', 'tries'])
    .where('id', '=', attempt.challengeId)
    .where('lenderId', '=', attempt.lenderId)
    .executeTakeFirst()
  if (row?.usedAt) return 'used'
  return row && row.tries >= maxTries ? 'too_many' : 'expired'
}

/** The code was wrong: counted for the account, so that its owner is told, in the same way for a name that nobody has. */
export async function countWrong(
  tx: Tx,
  { lenderId, now }: Attempt,
  { borrowerId, identifierHash, tries }: TriedChallenge,
): Promise<Verdict> {
  const subjectId = borrowerId ?? identifierHash.toString('base64url')
  await noteFailure(tx, { lenderId, subject: 'borrower', subjectId }, now)
  return { ok: false, refusal: 'wrong', triesLeft: maxTries - tries }
}
