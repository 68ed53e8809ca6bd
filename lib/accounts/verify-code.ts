import { timingSafeEqual } from 'node:crypto'
import type { Tx } from '#lib/db/transaction.ts'
import { codeIn } from '#lib/domain/identity/digits.ts'
import { keyedHash } from '#lib/encrypt.ts'
import { countTry, countWrong, type Verdict } from './count-try.ts'

export type TypedCode = {
  challengeId: string
  lenderId: string
  code: string
  now: Temporal.Instant
}

/**
 * Checks the code that was sent for a sign-in. Every code costs one of five tries, counted before it is looked at, so
 * that parallel calls cannot share one; what is no code at all costs none. Right only once.
 */
export async function verifyCode(tx: Tx, typed: TypedCode): Promise<Verdict> {
  const { challengeId, now } = typed
  const code = codeIn(typed.code)
  if (!code) return { ok: false, refusal: 'not_a_code' }
  const counted = await countTry(tx, typed)
  if (!counted.ok) return counted
  const { borrowerId, codeHash } = counted.challenge
  const matches = codeHash !== null && timingSafeEqual(codeHash, codeHashOf(challengeId, code))
  if (!matches || !borrowerId) return countWrong(tx, typed, counted.challenge)
  // Nobody else has it: the try that was counted holds the row.
  await tx.updateTable('challenges').set({ usedAt: now }).where('id', '=', challengeId).execute()
  return { ok: true, borrowerId }
}

export function codeHashOf(challengeId: string, code: string): Buffer {
  return keyedHash(`${challengeId}:${code}`, 'sign-in-code')
}
