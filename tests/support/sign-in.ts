import { sql } from 'kysely'
import { readIdentifier } from '#lib/accounts/identifier.ts'
import { type CodeRequest, decryptCode, sendCode } from '#lib/accounts/send-code.ts'
import { startChallenge } from '#lib/accounts/start-challenge.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'

export const noon = Temporal.Instant.from('2026-11-21T12:00:00Z')

/** Starts a sign-in with what somebody types, as the door does. */
export function givenChallenge(lenderId: string, typed: string, now = noon): Promise<string> {
  const reading = readIdentifier(typed, 'LK')
  if (!reading.ok) throw new Error(reading.refusal)
  return transaction((tx) => startChallenge(tx, { lenderId, identifier: reading.identifier, now }))
}

/** Asks for a code and reads it from the job that would send it. */
export async function givenCode(
  request: Omit<CodeRequest, 'now' | 'method'> & Partial<CodeRequest>,
): Promise<string> {
  const sent = await transaction((tx) => sendCode(tx, { method: 'email', now: noon, ...request }))
  if (!sent) throw new Error('the sign-in is over')
  const job = await lastJob()
  return decryptCode(job.payload.codeEncrypted)
}

type QueuedCode = { task: string; payload: { challengeId: string; codeEncrypted: string } }

export async function lastJob(): Promise<QueuedCode> {
  const { rows } = await sql<QueuedCode>`
    select tasks.identifier as task, jobs.payload from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
      order by jobs.id desc limit 1`.execute(database())
  if (!rows[0]) throw new Error('nothing is queued')
  return rows[0]
}
