import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'

export const noticeKinds = [
  'receipt',
  'unlock_confirmed',
  'unlock_late',
  'payment_clearing',
  'payment_not_cleared',
  'money_returned',
  'plan_received',
  'plan_offered',
  'plan_refused',
  'plan_active',
  'plan_missed',
  'plan_ended',
  'promise_made',
  'promise_reminder',
  'promise_kept',
  'promise_partly_kept',
  'promise_broken',
  'money_given_back',
  'dispute_received',
  'dispute_answered',
  'return_arranged',
  'return_moved',
  'return_reminder',
  'return_expired',
  'return_received',
  'return_inspected',
  'return_decided',
  'return_settled',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

export type NewNotice = {
  lenderId: string
  kind: NoticeKind
  /** What it is about; one kind about one cause is sent once to each channel. */
  causeId: string
  channel: 'email' | 'sms'
  recipient: string
  locale: 'en' | 'es' | 'ar'
  /** Ids and figures only: the words are chosen when it is sent. */
  detail: Record<string, string>
}

/** Queues a notice with the caller's transaction. Queued before: nothing happens. */
export async function queueNotice(tx: Tx, { detail, ...rest }: NewNotice): Promise<void> {
  const row = await tx
    .insertInto('notices')
    .values({ ...rest, detail: JSON.stringify(detail) })
    .onConflict((conflict) => conflict.columns(['kind', 'causeId', 'channel']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) await addJob(tx, 'send-notice', { noticeId: row.id }, { key: `notice:${row.id}` })
}
