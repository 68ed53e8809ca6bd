import { sql } from 'kysely'
import { openCase } from '#lib/cases/open-case.ts'
import { type Database, database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { markLate } from '#lib/unlocks/mark-late.ts'
import { reopenForgotten } from './reopen-forgotten.ts'
import { wakeDue } from './wake-due.ts'
import { wakeReadings } from './wake-readings.ts'

/** Finds what is due and not moving, from the records alone, and wakes the worker for it. Safe to run anywhere, any number of times. */
export async function reconcile(now: Temporal.Instant): Promise<void> {
  await freeJobsOfDeadWorkers(database())
  await forgetReplacedJobs(database())
  await wakeDue(database(), now)
  await wakeReadings(database(), now)
  await transaction((tx) => announceLate(tx, now))
  await reopenForgotten(now)
}

async function announceLate(tx: Tx, now: Temporal.Instant): Promise<void> {
  for (const unlock of await markLate(tx, now)) {
    const { unlockId, loanId } = unlock
    await openCase(tx, { ...unlock, kind: 'unlock_late', dedupeKey: `late:${unlockId}` })
    await queueForBorrower(tx, {
      loanId,
      kind: 'unlock_late',
      causeId: unlockId,
      detail: { unlockId },
    })
  }
}

// A killed worker's jobs would stay locked for hours; its advisory lock is gone with its connection (worker.ts).
async function freeJobsOfDeadWorkers(db: Database): Promise<void> {
  await sql`
    select graphile_worker.force_unlock_workers(array_agg(locked_by))
      from (select distinct locked_by from graphile_worker.jobs where locked_by is not null) as holders
     where pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))
    having count(*) > 0`.execute(db)
}

// A job whose key was asked for again while it ran is never tried again; when it fails, its row is left behind.
async function forgetReplacedJobs(db: Database): Promise<void> {
  await sql`
    select graphile_worker.complete_jobs(array_agg(id))
      from graphile_worker.jobs
     where key is null and attempts >= max_attempts and locked_at is null
    having count(*) > 0`.execute(db)
}
