import type { Tx } from '#lib/db/transaction.ts'

const maxTries = 5

export type Verdict =
  | { ok: true; borrowerId: string }
  | { ok: false; refusal: 'wrong'; triesLeft: number }
  | { ok: false; refusal: 'not_a_code' | 'expired' | 'used' | 'too_many' }

type Counted =
  | { ok: true; challenge: { borrowerId: string | null; codeHash: Buffer | null; tries: number } }
  | { ok: false; refusal: 'expired' | 'used' | 'too_many' }

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
    .returning(['borrowerId', 'codeHash', 'tries'])
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

export function wrongAfter(tries: number): Verdict {
  return { ok: false, refusal: 'wrong', triesLeft: maxTries - tries }
}
