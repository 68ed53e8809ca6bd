import { timingSafeEqual } from 'node:crypto'
import type { Tx } from '#lib/db/transaction.ts'
import { normaliseCode } from '#lib/domain/digits.ts'
import { keyedHash } from '#lib/gateways/seal.ts'
import { countTry, type Verdict, wrongAfter } from './count-try.ts'

export type TypedCode = {
  challengeId: string
  lenderId: string
  code: string
  now: Temporal.Instant
}

/**
 * Checks the code that was sent for a sign-in. Every call that finds it open costs one of five tries, counted
 * before the code is looked at, so that parallel calls cannot share one. Right only once.
 */
export async function verifyCode(tx: Tx, typed: TypedCode): Promise<Verdict> {
  const { challengeId, code, now } = typed
  const counted = await countTry(tx, typed)
  if (!counted.ok) return counted
  const { borrowerId, codeHash, tries } = counted.challenge
  const matches =
    codeHash !== null && timingSafeEqual(codeHash, codeHashOf(challengeId, normaliseCode(code)))
  if (!matches || !borrowerId) return wrongAfter(tries)
  const used = await tx
    .updateTable('challenges')
    .set({ usedAt: now })
    .where('id', '=', challengeId)
    .where('usedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used ? { ok: true, borrowerId } : { ok: false, refusal: 'used' }
}

export function codeHashOf(challengeId: string, code: string): Buffer {
  return keyedHash(`${challengeId}:${code}`, 'sign-in-code')
}
