import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { decrypt, encrypt } from '#lib/encrypt.ts'
import { bestWayOf, type Method, type Way } from './challenge.ts'
import { maxTries } from './count-try.ts'
import type { CodeLength, Turn } from './limits.ts'
import { challengeMinutes, codeMinutes, codePauseSeconds } from './start-challenge.ts'
import { codeHashOf } from './verify-code.ts'

const purpose = 'sign-in-code'

export type CodeRequest = {
  challengeId: string
  lenderId: string
  method: Method
  now: Temporal.Instant
  /** How many digits; null: too many were asked for, nothing is sent, and the code before stays right. */
  length?: CodeLength | null
  /** When it may go; without one, at once. */
  turn?: Turn
}

/**
 * Makes a new code for a sign-in and queues its sending; the code before it is void. Returns false when the
 * sign-in is over. What is queued is the same whether or not anybody will get the code.
 */
export async function sendCode(tx: Tx, request: CodeRequest): Promise<boolean> {
  const { challengeId, lenderId, method, now, length = 6, turn } = request
  const code = method === 'recovery_code' ? undefined : newCode(length ?? 9)
  const way = method === 'best' ? bestWayOf() : sql.val<Way>(method)
  const codeHash = code ? codeHashOf(challengeId, code) : null
  const expiresAt = (turn?.at ?? now).add({ minutes: codeMinutes })
  const updated = await tx
    .updateTable('challenges')
    .set({ method })
    // Where none may be made, the job that is queued all the same finds that its code is not the right one.
    .$if(length !== null || !code, (update) =>
      update.set({ sentBy: way, codeHash, tries: 0, expiresAt }),
    )
    .where('id', '=', challengeId)
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('createdAt', '>', now.subtract({ minutes: challengeMinutes }))
    .returning(way.as('way'))
    .executeTakeFirst()
  if (updated && code)
    await queue(tx, { challengeId, sentBy: updated.way, code }, waitOf(turn, now))
  return updated !== undefined
}

type Kept = Pick<CodeRequest, 'challengeId' | 'lenderId' | 'method' | 'now'> & { way: Way }

/** Leaves the code that was sent a moment ago by this very way; false: there is none, and a new one is made. */
export async function keepCode(
  tx: Tx,
  { challengeId, lenderId, method, way, now }: Kept,
): Promise<boolean> {
  const kept = await tx
    .updateTable('challenges')
    .set({ method })
    .where('id', '=', challengeId)
    .where('lenderId', '=', lenderId)
    .where('sentBy', '=', way)
    .where('codeHash', 'is not', null)
    .where('tries', '<', maxTries)
    .where('usedAt', 'is', null)
    .where(
      'expiresAt',
      '>',
      now.add({ minutes: codeMinutes }).subtract({ seconds: codePauseSeconds }),
    )
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** Says of a sign-in that a code was asked for, where that is only being done: the form of the same moment was faster to be answered. */
export async function noteAsked(
  tx: Tx,
  { challengeId, lenderId, method }: Pick<CodeRequest, 'challengeId' | 'lenderId' | 'method'>,
): Promise<void> {
  await tx
    .updateTable('challenges')
    .set({ method })
    .where('id', '=', challengeId)
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('method', 'is', null)
    .execute()
}

// What waits for its turn waits alone: the next one takes its place.
function waitOf(turn: Turn | undefined, now: Temporal.Instant) {
  if (!turn || Temporal.Instant.compare(turn.at, now) <= 0) return {}
  return { key: `code:${turn.key}`, runAt: turn.at }
}

function newCode(length: CodeLength): string {
  return String(randomInt(10 ** length)).padStart(length, '0')
}

function queue(
  tx: Tx,
  { challengeId, sentBy, code }: { challengeId: string; sentBy: Way; code: string },
  wait: ReturnType<typeof waitOf>,
): Promise<void> {
  const job = sentBy === 'lock_screen' ? 'show-lock-screen-code' : 'send-sign-in-code'
  const codeEncrypted = encrypt(code, purpose).toString('base64')
  return addJob(tx, job, { challengeId, codeEncrypted }, wait)
}

/** The code that a job was given to send. */
export function decryptCode(codeEncrypted: string): string {
  return decrypt(Buffer.from(codeEncrypted, 'base64'), purpose)
}
