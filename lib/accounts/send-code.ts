import { randomInt } from 'node:crypto'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { decrypt, encrypt } from '#lib/encrypt.ts'
import type { Method } from './challenge.ts'
import type { CodeLength } from './limits.ts'
import { challengeMinutes, codeMinutes } from './start-challenge.ts'
import { codeHashOf } from './verify-code.ts'

const purpose = 'sign-in-code'

export type CodeRequest = {
  challengeId: string
  lenderId: string
  method: Method
  now: Temporal.Instant
  /** How many digits; null: too many were asked for, and nothing is sent. */
  length?: CodeLength | null
}

/**
 * Makes a new code for a sign-in and queues its sending; the code before it is void. Returns false when the
 * sign-in is over. What is written and queued is the same whether or not anybody will get the code.
 */
export async function sendCode(tx: Tx, request: CodeRequest): Promise<boolean> {
  const { challengeId, lenderId, method, now, length = 6 } = request
  const code = method === 'recovery_code' ? undefined : newCode(length ?? 9)
  const updated = await tx
    .updateTable('challenges')
    .set({
      method,
      // With no hash no code is right, and the job that is queued all the same finds nothing to send.
      codeHash: code && length ? codeHashOf(challengeId, code) : null,
      tries: 0,
      expiresAt: now.add({ minutes: codeMinutes }),
    })
    .where('id', '=', challengeId)
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('createdAt', '>', now.subtract({ minutes: challengeMinutes }))
    .returning('id')
    .executeTakeFirst()
  if (updated && code) await queue(tx, { challengeId, method, code })
  return updated !== undefined
}

function newCode(length: CodeLength): string {
  return String(randomInt(10 ** length)).padStart(length, '0')
}

function queue(
  tx: Tx,
  { challengeId, method, code }: { challengeId: string; method: Method; code: string },
): Promise<void> {
  const job = method === 'lock_screen' ? 'show-lock-screen-code' : 'send-sign-in-code'
  const codeEncrypted = encrypt(code, purpose).toString('base64')
  return addJob(tx, job, { challengeId, codeEncrypted })
}

/** The code that a job was given to send. */
export function decryptCode(codeEncrypted: string): string {
  return decrypt(Buffer.from(codeEncrypted, 'base64'), purpose)
}
