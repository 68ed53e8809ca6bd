import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'

/** An unlock of this lender with its phone; another's is not found. */
export function unlockOf(db: Database, lenderId: string, unlockId: string) {
  return db
    .selectFrom('unlocks')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .innerJoin('loans', 'loans.id', 'unlocks.loanId')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .select([
      'unlocks.id',
      'unlocks.reference',
      'unlocks.state',
      'unlocks.stateAt',
      'unlocks.cause',
    ])
    .select(['unlocks.intent', 'unlocks.relockAt', 'unlocks.requestedAt', 'unlocks.dispatchedAt'])
    .select(['unlocks.acceptedAt', 'unlocks.confirmedAt', 'unlocks.deadlineAt', 'unlocks.lateAt'])
    .select(['unlocks.attempts', 'unlocks.polls', 'unlocks.nextActionAt', 'unlocks.errorClass'])
    .select(['unlocks.errorDetail', 'unlocks.supersededBy', 'unlocks.loanId', 'unlocks.deviceId'])
    .select(['unlocks.revokedAt', 'loans.loanNumber', 'borrowers.name as borrowerName'])
    .select(['devices.brand'])
    .select(['devices.model', 'devices.provider', 'devices.lockState', 'devices.lastSeenAt'])
    .where('unlocks.lenderId', '=', lenderId)
    .where('unlocks.id', '=', unlockId)
    .executeTakeFirst()
}

export type UnlockDetail = NonNullable<Awaited<ReturnType<typeof unlockOf>>>

/** The unlock that stands for a phone: whatever shows that the phone is open answers this one. */
export function newestUnlock(db: Database, deviceId: string) {
  return db
    .selectFrom('unlocks')
    .select(['id', 'state', 'intent', 'relockAt', 'requestedAt', 'revokedAt'])
    .where('deviceId', '=', deviceId)
    .where('isNewest', '=', true)
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Every attempt to send an unlock, or to read the phone first; the newest first. */
export function attemptsOf(db: Database, unlockId: string) {
  return db
    .selectFrom('unlockAttempts')
    .select(['id', 'number', 'kind', 'startedAt', 'finishedAt', 'outcome'])
    .select(['errorClass', 'httpStatus', 'detail'])
    .where('unlockId', '=', unlockId)
    .orderBy('startedAt', 'desc')
    .limit(200)
    .execute()
}

/** What the phone said since a moment, or somebody who saw it, the newest first. */
export function evidenceSince(db: Database, deviceId: string, since: Temporal.Instant) {
  return db
    .selectFrom('deviceEvidence')
    .leftJoin('staff', 'staff.id', 'deviceEvidence.saidBy')
    .select(['deviceEvidence.id', 'source', 'actual', 'otherLocks', 'relockAt', 'observedAt'])
    .select(['receivedAt', 'rawStatus', 'lastSeenAt', 'staff.name as saidByName', 'isFromFuture'])
    .where('deviceId', '=', deviceId)
    .where('receivedAt', '>=', since)
    .orderBy('receivedAt', 'desc')
    .limit(500)
    .execute()
}

// What two people agreed on is asked for by their agreement.
const agreedByName = sql<string | null>`(
  select second.name from approvals join staff as second on second.id = approvals.decided_by
   where approvals.lender_id = unlocks.lender_id and approvals.state = 'approved'
     and approvals.id = case when unlocks.cause_id ~ '^[0-9a-f-]{36}$' then unlocks.cause_id::uuid end)`

/** Who asked for an unlock of this lender, and who agreed to that as the second person. */
export function whoAskedFor(db: Database, lenderId: string, unlockId: string) {
  return db
    .selectFrom('unlocks')
    .innerJoin('auditLog', (join) =>
      join
        .onRef('auditLog.lenderId', '=', 'unlocks.lenderId')
        .on('auditLog.subject', '=', 'unlock')
        .on('auditLog.subjectId', '=', unlockId)
        .on('auditLog.action', '=', 'unlock.requested'),
    )
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.lenderId', '=', 'unlocks.lenderId')
        .on((eb) => eb('auditLog.actor', '=', sql<string>`'staff:' || ${eb.ref('staff.id')}`)),
    )
    .select(['auditLog.actor', 'staff.name as staffName', agreedByName.as('agreedByName')])
    .where('unlocks.lenderId', '=', lenderId)
    .where('unlocks.id', '=', unlockId)
    .executeTakeFirst()
}

export type WhoAsked = NonNullable<Awaited<ReturnType<typeof whoAskedFor>>>
