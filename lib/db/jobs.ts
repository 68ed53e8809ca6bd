import { sql } from 'kysely'
import type { Database } from './client.ts'
import { lanesOf } from './job-lanes.ts'
import type { DB } from './schema.generated.ts'

/** Every task the worker knows, with what it is told. The task's file has the same name. */
export type Jobs = {
  'psp-event': { eventId: string }
  'ask-about-event': { eventId: string }
  'check-payment': { paymentId: string }
  'refund-payment': { refundId: string }
  /** Queued by the import itself: lib/loans/import/sql. */
  'follow-elsewhere': { postingId: string; loanId: string }
  'send-unlock': { unlockId: string }
  'check-unlock': { unlockId: string }
  'send-notice': { noticeId: string }
  'send-webhook': { deliveryId: string }
  'read-device': { deviceId: string }
  'read-phones': { connectionId: string }
  'send-sign-in-code': { challengeId: string; codeEncrypted: string }
  'show-lock-screen-code': { challengeId: string; codeEncrypted: string }
  'send-browser-link': { lenderId: string; staffId: string | null }
  'show-pay-link': { payLinkId: string }
  /** The queue's own timetable starts these (lib/worker/timetable.ts). */
  'link-locked-phones': object
  'tell-of-failures': object
  'flag-old-contacts': object
  'forget-old-sign-ins': object
  'list-psp-events': object
  'read-payment-account': object
}

export type JobName = keyof Jobs

// Somebody stands and waits for these. All else comes after them, however much of it there is.
const urgent: ReadonlySet<JobName> = new Set([
  'psp-event',
  'ask-about-event',
  'check-payment',
  'send-unlock',
  'send-sign-in-code',
  'show-lock-screen-code',
  'send-browser-link',
])

/**
 * Wakes the worker when the caller's transaction commits; without a transaction, at once.
 * A job with the same `key` that has not started yet is replaced, not doubled. Of one `queue` only one runs at a time.
 */
export async function addJob<N extends JobName>(
  db: Database,
  name: N,
  payload: Jobs[N],
  options: { key?: string; runAt?: Temporal.Instant; queue?: string } = {},
): Promise<void> {
  const isUrgent = urgent.has(name)
  await sql`select graphile_worker.add_job(
    ${name}, ${JSON.stringify(payload)}::json,
    queue_name => ${options.queue ?? null}::text,
    run_at => ${options.runAt ?? null}::timestamptz,
    job_key => ${options.key ?? null}::text,
    priority => ${isUrgent ? 0 : 10}::integer,
    flags => ${lanesOf(name, payload, isUrgent)},
    max_attempts => 25)`.execute(db)
}

/** The worker has been woken already: a job whose key is `prefix` and the row's id waits its turn, or runs. */
export function isQueued(prefix: string, table: keyof DB) {
  return sql<boolean>`exists (
    select from graphile_worker.jobs
     where jobs.key = ${`${prefix}:`}::text || ${sql.ref(`${table}.id`)}
       and jobs.run_at <= now() and jobs.attempts < jobs.max_attempts)`
}
