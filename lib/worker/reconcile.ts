import { sql } from 'kysely'
import { type Database, database } from '#lib/db/client.ts'
import { openRemovals } from '#lib/workflows/block-lists/open-removals.ts'
import { renewDisputeHolds } from '#lib/workflows/disputes/renew-dispute-holds.ts'
import { endHolds } from '#lib/workflows/holds/end-holds.ts'
import { requestHeldUnlocks } from '#lib/workflows/holds/request-held-unlocks.ts'
import { followCredits } from '#lib/workflows/money/follow-credits.ts'
import { settleAsSaid } from '#lib/workflows/money/settle-as-said.ts'
import { waiveSmallRests } from '#lib/workflows/money/waive-small-rests.ts'
import { reviewPlans } from '#lib/workflows/plans/review-plans.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { remindPromises } from '#lib/workflows/promises/remind-promises.ts'
import { sweepReturns } from '#lib/workflows/returns/sweep-returns.ts'
import { announceLate } from '#lib/workflows/unlocks/announce-late.ts'
import { endUnfounded } from '#lib/workflows/unlocks/end-unfounded.ts'
import { releaseAgain } from '#lib/workflows/unlocks/release-again.ts'
import { reopenForgotten } from '#lib/workflows/unlocks/reopen-forgotten.ts'
import { requeueDue } from './requeue-due.ts'
import { requeueReadings } from './requeue-readings.ts'

/** Finds what is due and not moving, from the records alone, and wakes the worker for it. Safe to run anywhere, any number of times. */
export async function reconcile(now: Temporal.Instant): Promise<void> {
  await freeJobsOfDeadWorkers(database())
  await forgetReplacedJobs(database())
  await requeueDue(database(), now)
  await requeueReadings(database(), now)
  await announceLate(now)
  await endUnfounded(now)
  await releaseAgain(now)
  await reopenForgotten(now)
  await remindPromises(now)
  await decidePromises(now)
  await reviewPlans(now)
  await sweepReturns(now)
  await followCredits(now)
  await settleAsSaid(now)
  await waiveSmallRests(now)
  await openRemovals(now)
  await renewDisputeHolds(now)
  // After what may end or lengthen a hold for a reason of its own.
  await endHolds(now)
  await requestHeldUnlocks(now)
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
