import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { liveStates } from '#lib/domain/unlock.ts'

const batch = 500
// What was queued a moment ago is on its way; only what lies longer was forgotten.
const settledAfterSeconds = 15

/** Wakes the worker for every record that is due: the queue is only the wake-up, the records say what is to be done. */
export async function wakeDue(tx: Tx, now: Temporal.Instant): Promise<void> {
  const settled = now.subtract({ seconds: settledAfterSeconds })
  await wakeEvents(tx, settled)
  await wakePayments(tx, now)
  await wakeUnlocks(tx, settled)
  await wakeNotices(tx, settled)
  await wakeRefunds(tx, settled)
}

async function wakeEvents(tx: Tx, settled: Temporal.Instant): Promise<void> {
  const events = await tx
    .selectFrom('stripeEvents')
    .select('id')
    .where('handledAt', 'is', null)
    .where('receivedAt', '<', settled)
    .orderBy('receivedAt')
    .limit(batch)
    .execute()
  for (const { id } of events)
    await addJob(tx, 'stripe-event', { eventId: id }, { key: `stripe:${id}` })
}

async function wakePayments(tx: Tx, now: Temporal.Instant): Promise<void> {
  const payments = await tx
    .selectFrom('payments')
    .select('id')
    .where('state', 'in', ['opening', 'open', 'processing'])
    .where('nextCheckAt', '<=', now)
    .orderBy('nextCheckAt')
    .limit(batch)
    .execute()
  for (const { id } of payments)
    await addJob(tx, 'check-payment', { paymentId: id }, { key: `payment:${id}` })
}

async function wakeUnlocks(tx: Tx, settled: Temporal.Instant): Promise<void> {
  const unlocks = await tx
    .selectFrom('unlocks')
    .select(['id', 'state'])
    .where('state', 'in', liveStates)
    .where('nextActionAt', '<', settled)
    .orderBy('nextActionAt')
    .limit(batch)
    .execute()
  for (const { id, state } of unlocks) {
    const name = state === 'accepted' || state === 'delivered' ? 'check-unlock' : 'send-unlock'
    await addJob(tx, name, { unlockId: id }, { key: `unlock:${id}` })
  }
}

async function wakeNotices(tx: Tx, settled: Temporal.Instant): Promise<void> {
  const notices = await tx
    .selectFrom('notices')
    .select('id')
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<', settled)
    .orderBy('nextAttemptAt')
    .limit(batch)
    .execute()
  for (const { id } of notices)
    await addJob(tx, 'send-notice', { noticeId: id }, { key: `notice:${id}` })
}

async function wakeRefunds(tx: Tx, settled: Temporal.Instant): Promise<void> {
  const refunds = await tx
    .selectFrom('refunds')
    .select('id')
    .where('state', '=', 'requested')
    .where('createdAt', '<', settled)
    .orderBy('createdAt')
    .limit(batch)
    .execute()
  for (const { id } of refunds)
    await addJob(tx, 'refund-payment', { refundId: id }, { key: `refund:${id}` })
}
