import type { Database } from '#lib/db/client.ts'
import { addJob, isQueued } from '#lib/db/jobs.ts'
import { liveStates } from '#lib/domain/lock/unlock.ts'
import { isPaused } from '#lib/unlocks/pause-provider.ts'

const batch = 500
// What was queued a moment ago is on its way; only what lies longer was forgotten.
const settledAfterSeconds = 15

/**
 * Wakes the worker for every record that is due and has no job: the queue is only the wake-up, the records say what is to
 * be done. Each is queued for when it was due, so what waits for an outside system keeps its place.
 * One wake-up, one transaction: one that held many keys would wait in a circle with another reconciler, or a job.
 */
export async function requeueDue(db: Database, now: Temporal.Instant): Promise<void> {
  const settled = now.subtract({ seconds: settledAfterSeconds })
  await requeueEvents(db, settled)
  await requeuePayments(db, now)
  await requeueUnlocks(db, settled)
  await requeueNotices(db, settled)
  await requeueRefunds(db, settled)
  await requeueWebhooks(db, settled)
  await requeuePayLinks(db, settled)
}

async function requeueEvents(db: Database, settled: Temporal.Instant): Promise<void> {
  const events = await db
    .selectFrom('pspEvents')
    .select(['id', 'receivedAt'])
    .where('handledAt', 'is', null)
    .where('receivedAt', '<', settled)
    .where((eb) => eb.not(isQueued('psp', 'pspEvents')))
    .orderBy('receivedAt')
    .limit(batch)
    .execute()
  for (const { id, receivedAt: runAt } of events)
    await addJob(db, 'psp-event', { eventId: id }, { key: `psp:${id}`, runAt: wasDue(runAt) })
}

async function requeuePayments(db: Database, now: Temporal.Instant): Promise<void> {
  const payments = await db
    .selectFrom('payments')
    .select(['id', 'nextCheckAt'])
    .where('state', 'in', ['opening', 'open', 'processing'])
    .where('nextCheckAt', '<=', now)
    .where((eb) => eb.not(isQueued('payment', 'payments')))
    .orderBy('nextCheckAt')
    .limit(batch)
    .execute()
  for (const { id, nextCheckAt } of payments)
    await addJob(
      db,
      'check-payment',
      { paymentId: id },
      { key: `payment:${id}`, runAt: wasDue(nextCheckAt) },
    )
}

async function requeueUnlocks(db: Database, settled: Temporal.Instant): Promise<void> {
  const unlocks = await db
    .selectFrom('unlocks')
    .select(['id', 'state', 'nextActionAt'])
    .where('state', 'in', liveStates)
    .where('nextActionAt', '<', settled)
    .where((eb) => eb.not(isPaused))
    .where((eb) => eb.not(isQueued('unlock', 'unlocks')))
    .orderBy('nextActionAt')
    .limit(batch)
    .execute()
  for (const { id, state, nextActionAt: runAt } of unlocks) {
    const name = state === 'accepted' || state === 'delivered' ? 'check-unlock' : 'send-unlock'
    await addJob(db, name, { unlockId: id }, { key: `unlock:${id}`, runAt: wasDue(runAt) })
  }
}

async function requeueNotices(db: Database, settled: Temporal.Instant): Promise<void> {
  const notices = await db
    .selectFrom('notices')
    .select(['id', 'nextAttemptAt'])
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<', settled)
    .where((eb) => eb.not(isQueued('notice', 'notices')))
    .orderBy('nextAttemptAt')
    .limit(batch)
    .execute()
  for (const { id, nextAttemptAt: runAt } of notices)
    await addJob(db, 'send-notice', { noticeId: id }, { key: `notice:${id}`, runAt: wasDue(runAt) })
}

async function requeueRefunds(db: Database, settled: Temporal.Instant): Promise<void> {
  const refunds = await db
    .selectFrom('refunds')
    .select(['id', 'createdAt'])
    .where('state', '=', 'requested')
    .where('createdAt', '<', settled)
    .where((eb) => eb.not(isQueued('refund', 'refunds')))
    .orderBy('createdAt')
    .limit(batch)
    .execute()
  for (const { id, createdAt: runAt } of refunds)
    await addJob(
      db,
      'refund-payment',
      { refundId: id },
      { key: `refund:${id}`, runAt: wasDue(runAt) },
    )
}

async function requeueWebhooks(db: Database, settled: Temporal.Instant): Promise<void> {
  const deliveries = await db
    .selectFrom('webhookDeliveries')
    .select(['id', 'nextAttemptAt'])
    .where('deliveredAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<', settled)
    .where((eb) => eb.not(isQueued('webhook', 'webhookDeliveries')))
    .orderBy('nextAttemptAt')
    .limit(batch)
    .execute()
  for (const { id, nextAttemptAt: runAt } of deliveries)
    await addJob(
      db,
      'send-webhook',
      { deliveryId: id },
      { key: `webhook:${id}`, runAt: wasDue(runAt) },
    )
}

async function requeuePayLinks(db: Database, settled: Temporal.Instant): Promise<void> {
  const links = await db
    .selectFrom('payLinks')
    .select(['id', 'showNextAt'])
    .where('showNextAt', '<', settled)
    .where('revokedAt', 'is', null)
    .where((eb) => eb.not(isQueued('pay_link', 'payLinks')))
    .orderBy('showNextAt')
    .limit(batch)
    .execute()
  for (const { id, showNextAt } of links)
    await addJob(
      db,
      'show-pay-link',
      { payLinkId: id },
      { key: `pay_link:${id}`, runAt: wasDue(showNextAt) },
    )
}

// For whoever waits in line; never for later than now.
function wasDue(at: Temporal.Instant | null): Temporal.Instant {
  const now = Temporal.Now.instant()
  return at && Temporal.Instant.compare(at, now) < 0 ? at : now
}
