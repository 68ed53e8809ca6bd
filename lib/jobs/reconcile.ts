import { sql } from 'kysely'
import { openCase } from '#lib/cases/open-case.ts'
import { type Database, database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { liveStates } from '#lib/domain/unlock.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { markLate } from '#lib/unlocks/mark-late.ts'
import { reopenForgotten } from './reopen-forgotten.ts'

const batch = 500

/** Finds what is due and not moving, from the records alone, and wakes the worker for it. Safe to run anywhere, any number of times. */
export async function reconcile(now: Temporal.Instant): Promise<void> {
  await freeJobsOfDeadWorkers(database())
  await transaction((tx) => wakeDue(tx, now))
  await transaction((tx) => announceLate(tx, now))
  await reopenForgotten(now)
}

async function wakeDue(tx: Tx, now: Temporal.Instant): Promise<void> {
  // What was queued a moment ago is on its way; only what lies longer was forgotten.
  const settled = now.subtract({ seconds: 15 })
  const events = await tx
    .selectFrom('stripeEvents')
    .select('id')
    .where('handledAt', 'is', null)
    .where('receivedAt', '<', settled)
    .limit(batch)
    .execute()
  for (const { id } of events)
    await addJob(tx, 'stripe-event', { eventId: id }, { key: `stripe:${id}` })

  const payments = await tx
    .selectFrom('payments')
    .select('id')
    .where('state', 'in', ['opening', 'open', 'processing'])
    .where('nextCheckAt', '<=', now)
    .limit(batch)
    .execute()
  for (const { id } of payments)
    await addJob(tx, 'check-payment', { paymentId: id }, { key: `payment:${id}` })

  const unlocks = await tx
    .selectFrom('unlocks')
    .select(['id', 'state'])
    .where('state', 'in', liveStates)
    .where('nextActionAt', '<', settled)
    .limit(batch)
    .execute()
  for (const { id, state } of unlocks) {
    const name = state === 'accepted' || state === 'delivered' ? 'check-unlock' : 'send-unlock'
    await addJob(tx, name, { unlockId: id }, { key: `unlock:${id}` })
  }

  const notices = await tx
    .selectFrom('notices')
    .select('id')
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<', settled)
    .limit(batch)
    .execute()
  for (const { id } of notices)
    await addJob(tx, 'send-notice', { noticeId: id }, { key: `notice:${id}` })

  const refunds = await tx
    .selectFrom('refunds')
    .select('id')
    .where('state', '=', 'requested')
    .where('createdAt', '<', settled)
    .limit(batch)
    .execute()
  for (const { id } of refunds)
    await addJob(tx, 'refund-payment', { refundId: id }, { key: `refund:${id}` })

  await wakeReadings(tx, now)
}

// Locked phones are looked at every 10 minutes, others once a day, new ones at once; a few at a time.
async function wakeReadings(tx: Tx, now: Temporal.Instant): Promise<void> {
  const devices = await tx
    .selectFrom('devices')
    .select('id')
    .where('provider', '<>', 'manual')
    .where('lockState', 'not in', ['released', 'not_enrolled'])
    .where((eb) =>
      eb.or([
        eb('readAt', 'is', null),
        eb('readAt', '<', now.subtract({ hours: 24 })),
        eb.and([
          eb('lockState', '<>', 'unlocked'),
          eb('readAt', '<', now.subtract({ minutes: 10 })),
        ]),
      ]),
    )
    .orderBy(sql`read_at nulls first`)
    .limit(50)
    .execute()
  for (const { id } of devices)
    await addJob(tx, 'read-device', { deviceId: id }, { key: `device:${id}` })
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
