import { type RawBuilder, sql } from 'kysely'
import type { JobName, Jobs } from './jobs.ts'

/**
 * Which lanes of the worker a job takes: one for each outside system that it speaks to, so that one that hangs holds up
 * only its own (lib/worker/lanes.ts). Read where the job is queued, from the records it is about.
 */
type LanesOf<Name extends JobName> = (payload: Jobs[Name]) => RawBuilder<string>

const unlockService = ({ unlockId }: { unlockId: string }) => sql<string>`(
  select ${lockLane} from devices join unlocks on unlocks.device_id = devices.id where unlocks.id = ${unlockId}::uuid)`

/** For a query with `devices` in it: the lane of their lock service. */
export const lockLane = sql`'lock:' || devices.lender_id || ':' || devices.provider`

const systems: { [Name in JobName]?: LanesOf<Name> } = {
  'send-unlock': unlockService,
  'check-unlock': unlockService,
  'read-device': ({ deviceId }) =>
    sql`(select ${lockLane} from devices where id = ${deviceId}::uuid)`,
  'read-phones': ({ connectionId }) => sql`(
    select 'lock:' || lender_id || ':' || provider from mdm_connections where id = ${connectionId}::uuid)`,
  'show-pay-link': ({ payLinkId }) => sql`(
    select ${lockLane} from devices join pay_links on pay_links.device_id = devices.id
     where pay_links.id = ${payLinkId}::uuid)`,
  'show-lock-screen-code': ({ challengeId }) => sql`(
    select distinct ${lockLane} from devices join challenges on challenges.borrower_id = devices.borrower_id
     where challenges.id = ${challengeId}::uuid)`,
  'send-sign-in-code': ({ challengeId }) => sql`(
    select case sent_by when 'sms' then 'text' else 'mail' end from challenges where id = ${challengeId}::uuid)`,
  'send-browser-link': () => sql`(select 'mail')`,
  'send-notice': ({ noticeId }) => sql`(
    select case channel when 'sms' then 'text' else 'mail' end from notices where id = ${noticeId}::uuid)`,
  'send-webhook': ({ deliveryId }) => sql`(
    select 'webhook:' || endpoint_id from webhook_deliveries where id = ${deliveryId}::uuid)`,
}

// What asks Stripe is not counted among the rest of the outside. What Stripe has told is booked without asking, in no lane.
const psp: ReadonlySet<JobName> = new Set([
  'ask-about-event',
  'check-payment',
  'refund-payment',
  'list-psp-events',
  'read-payment-account',
])

/** The lanes of a job as PostgreSQL works them out; `isUrgent`: somebody stands and waits for it. */
export function lanesOf<Name extends JobName>(
  name: Name,
  payload: Jobs[Name],
  isUrgent: boolean,
): RawBuilder<string[]> {
  const system = systems[name]?.(payload)
  const shared = [
    ...(system ? ['outside'] : []),
    ...(psp.has(name) ? ['psp'] : []),
    ...(isUrgent ? [] : ['later']),
  ]
  return sql`${sql.val(shared)}::text[] || ${system ? sql`array${system}` : sql`'{}'::text[]`}`
}
