import { randomInt } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { decrypt, encrypt } from '#lib/encrypt.ts'
import type { Method, Way } from './challenge.ts'
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
      sentBy: method === 'best' ? bestWay : method,
      // With no hash no code is right, and the job that is queued all the same finds nothing to send.
      codeHash: code && length ? codeHashOf(challengeId, code) : null,
      tries: 0,
      expiresAt: now.add({ minutes: codeMinutes }),
    })
    .where('id', '=', challengeId)
    .where('lenderId', '=', lenderId)
    .where('usedAt', 'is', null)
    .where('createdAt', '>', now.subtract({ minutes: challengeMinutes }))
    .returning('sentBy')
    .executeTakeFirst()
  if (updated?.sentBy && code) await queue(tx, { challengeId, sentBy: updated.sentBy, code })
  return updated !== undefined
}

// An address takes seconds and costs nothing; the locked phone’s own screen needs it to be online.
const bestWay: RawBuilder<Way> = sql`coalesce((
  select case when email is not null then 'email' when nominated_phone is not null then 'sms' else 'lock_screen' end
    from borrowers where id = coalesce(challenges.borrower_id, challenges.ambiguous_borrower_id)), 'email')`

function newCode(length: CodeLength): string {
  return String(randomInt(10 ** length)).padStart(length, '0')
}

function queue(
  tx: Tx,
  { challengeId, sentBy, code }: { challengeId: string; sentBy: Way; code: string },
): Promise<void> {
  const job = sentBy === 'lock_screen' ? 'show-lock-screen-code' : 'send-sign-in-code'
  const codeEncrypted = encrypt(code, purpose).toString('base64')
  return addJob(tx, job, { challengeId, codeEncrypted })
}

/** The code that a job was given to send. */
export function decryptCode(codeEncrypted: string): string {
  return decrypt(Buffer.from(codeEncrypted, 'base64'), purpose)
}
