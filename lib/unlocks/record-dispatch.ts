import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { giveUpAfterDays, pollDelayMs, retryDelayMs } from '#lib/domain/lock/unlock.ts'
import type { ErrorClass, LockError, OfflineCode } from '#lib/gateways/mdm/port.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import type { ClaimedUnlock } from './claim-unlock.ts'
import { storeOfflineCode } from './offline-code.ts'
import { promisedByPerson } from './promised-by-person.ts'
import { type AttemptTimes, writeAttempt } from './write-attempt.ts'

/** Classes that no repetition mends: a person must look. */
const terminal: ReadonlySet<ErrorClass> = new Set([
  'not_found',
  'invalid_request',
  'device_state_terminal',
  'unsupported',
  'other_agent',
  'needs_person',
])
/** Classes after which the command may have been carried out all the same. */
const uncertain: ReadonlySet<ErrorClass> = new Set(['ambiguous'])
const contractTries = 3

/** The provider took the command. Accepted is not unlocked: from here on the device's state is read. */
export async function recordAccepted(
  tx: Tx,
  claimed: ClaimedUnlock,
  {
    handle,
    offlineCode,
    ...times
  }: AttemptTimes & {
    kind?: 'send' | 'read_state' | undefined
    handle?: string | undefined
    offlineCode?: OfflineCode | undefined
  },
): Promise<void> {
  const { unlock } = claimed
  await writeAttempt(tx, claimed, { ...times, outcome: 'accepted' })
  const nextActionAt = times.now.add({ milliseconds: pollDelayMs(0) })
  const { numUpdatedRows } = await tx
    .updateTable('unlocks')
    .set({
      state: 'accepted',
      stateAt: times.now,
      acceptedAt: times.now,
      nextActionAt,
      polls: 0,
      handle: handle ?? null,
      mustReadState: false,
      errorClass: null,
      errorDetail: null,
    })
    .where('id', '=', unlock.id)
    // The callback can be faster than the answer: what is confirmed stays confirmed.
    .where('state', '=', 'dispatching')
    .executeTakeFirst()
  if (offlineCode) await storeOfflineCode(tx, unlock, offlineCode)
  if (numUpdatedRows === 0n) return
  await addJob(
    tx,
    'check-unlock',
    { unlockId: unlock.id },
    { key: `unlock:${unlock.id}`, runAt: nextActionAt },
  )
}

type DispatchFailure = AttemptTimes & {
  error: LockError
  kind: 'send' | 'read_state'
  random: number
}

/**
 * The provider refused or did not answer. Says whether a person must look; else the next attempt is on its way,
 * or the unlock was confirmed or superseded meanwhile and is over.
 */
export async function recordFailure(
  tx: Tx,
  claimed: ClaimedUnlock,
  failure: DispatchFailure,
): Promise<'retrying' | 'needs_person' | 'over'> {
  const { unlock } = claimed
  const { error, now } = failure
  await writeAttempt(tx, claimed, { ...failure, outcome: 'failed' })
  const isLastTry = error.class === 'contract' && unlock.attempts >= contractTries
  const isTooOld =
    Temporal.Instant.compare(unlock.requestedAt.add({ hours: 24 * giveUpAfterDays }), now) <= 0
  if (terminal.has(error.class) || isLastTry || isTooOld) {
    return (await reject(tx, claimed, failure)) ? 'needs_person' : 'over'
  }
  const nextActionAt = now.add({ milliseconds: delayMs(failure, unlock.attempts) })
  const { numUpdatedRows } = await tx
    .updateTable('unlocks')
    .set((eb) => ({
      state: 'retry_wait',
      stateAt: now,
      nextActionAt,
      errorClass: error.class,
      errorDetail: error.detail ?? null,
      mustReadState: sql<boolean>`must_read_state or ${uncertain.has(error.class)}`,
      // The provider asked us to wait; that is no failed attempt.
      attempts: doesNotCount(error.class) ? eb('attempts', '-', 1) : eb('attempts', '-', 0),
    }))
    .where('id', '=', unlock.id)
    .where('state', '=', 'dispatching')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return 'over'
  await addJob(
    tx,
    'send-unlock',
    { unlockId: unlock.id },
    { key: `unlock:${unlock.id}`, runAt: nextActionAt },
  )
  return 'retrying'
}

function doesNotCount(errorClass: ErrorClass): boolean {
  return errorClass === 'rate_limited' || errorClass === 'device_state_transient'
}

function delayMs({ error, random }: DispatchFailure, attempts: number): number {
  if (error.retryAfterMs !== undefined) return error.retryAfterMs
  if (error.class === 'rate_limited') return 15_000
  if (error.class === 'device_state_transient') return 120_000
  if (error.class === 'config') return 5 * 60_000
  return retryDelayMs(attempts, random)
}

async function reject(
  tx: Tx,
  { unlock, device }: ClaimedUnlock,
  { error, now }: DispatchFailure,
): Promise<boolean> {
  const needsPerson = error.class === 'needs_person'
  const isNewlyByHand = needsPerson && !isOpenedByHand(device.provider)
  const { numUpdatedRows } = await tx
    .updateTable('unlocks')
    .set({
      state: 'rejected',
      stateAt: now,
      errorClass: error.class,
      errorDetail: error.detail ?? null,
      ...(isNewlyByHand && {
        deadlineAt: await promisedByPerson(tx, unlock.lenderId, { ...unlock, now }),
      }),
    })
    .where('id', '=', unlock.id)
    .where('state', '=', 'dispatching')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await writeAuditLog(tx, {
    lenderId: unlock.lenderId,
    actor: 'keyturn',
    action: needsPerson ? 'unlock.needs_person' : 'unlock.rejected',
    subject: 'unlock',
    subjectId: unlock.id,
    detail: { errorClass: error.class },
  })
  return true
}
