import type { Tx } from '#lib/db/transaction.ts'
import type { LockError } from '#lib/gateways/mdm/port.ts'
import type { ClaimedUnlock } from './claim-unlock.ts'

export type AttemptTimes = { startedAt: Temporal.Instant; now: Temporal.Instant }

type AttemptRow = AttemptTimes & {
  outcome: string
  kind?: 'send' | 'read_state' | undefined
  error?: LockError
}

/** Adds one attempt to the unlock's history, for staff. */
export async function writeAttempt(
  tx: Tx,
  { unlock }: ClaimedUnlock,
  attempt: AttemptRow,
): Promise<void> {
  const { startedAt, now, outcome, kind = 'send', error } = attempt
  await tx
    .insertInto('unlockAttempts')
    .values({
      lenderId: unlock.lenderId,
      unlockId: unlock.id,
      number: unlock.attempts,
      kind,
      startedAt,
      finishedAt: now,
      outcome,
      errorClass: error?.class ?? null,
      httpStatus: error?.httpStatus ?? null,
      detail: error?.detail ?? null,
    })
    .execute()
}
