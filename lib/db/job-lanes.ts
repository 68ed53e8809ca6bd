import { type RawBuilder, sql } from 'kysely'
import type { JobName, Jobs } from './jobs.ts'

/** What a job is for. Each kind keeps slots of its own (lib/worker/lanes.ts); a job without one asks nobody but the database. */
export type Kind = 'psp' | 'unlock' | 'code' | 'reading' | 'notice' | 'webhook'

/**
 * The outside systems that a job speaks to, each a lane of the worker, so that one that hangs holds up only its own. Read
 * where the job is queued, from the records it is about.
 */
type SystemsOf<Name extends JobName> = (payload: Jobs[Name]) => RawBuilder<string>

const unlockService = ({ unlockId }: { unlockId: string }) => sql<string>`
  select ${lockLane} from devices join unlocks on unlocks.device_id = devices.id where unlocks.id = ${unlockId}::uuid`

/** For a query with `devices` in it: the lane of their lock service. */
export const lockLane = sql`'lock:' || devices.lender_id || ':' || devices.provider`

const systems: { [Name in JobName]?: SystemsOf<Name> } = {
  'send-unlock': unlockService,
  'check-unlock': unlockService,
  'read-device': ({ deviceId }) =>
    sql`select ${lockLane} from devices where id = ${deviceId}::uuid`,
  'read-phones': ({ connectionId }) => sql`
    select 'lock:' || lender_id || ':' || provider from mdm_connections where id = ${connectionId}::uuid`,
  'show-pay-link': ({ payLinkId }) => sql`
    select ${lockLane} from devices join pay_links on pay_links.device_id = devices.id
     where pay_links.id = ${payLinkId}::uuid`,
  'show-lock-screen-code': ({ challengeId }) => sql`
    select distinct ${lockLane} from devices join challenges on challenges.borrower_id = devices.borrower_id
     where challenges.id = ${challengeId}::uuid`,
  'send-sign-in-code': ({ challengeId }) => sql`
    select case sent_by when 'sms' then 'text' else 'mail' end from challenges where id = ${challengeId}::uuid`,
  'send-browser-link': () => sql`select 'mail'`,
  'send-notice': ({ noticeId }) => sql`
    select case channel when 'sms' then 'text' else 'mail' end from notices where id = ${noticeId}::uuid`,
  'send-webhook': ({ deliveryId }) => sql`
    select 'webhook:' || endpoint_id from webhook_deliveries where id = ${deliveryId}::uuid`,
}

// What Stripe has told is booked without asking.
const kinds: { [Name in JobName]?: Kind } = {
  'ask-about-event': 'psp',
  'check-payment': 'psp',
  'refund-payment': 'psp',
  'list-psp-events': 'psp',
  'read-payment-account': 'psp',
  'send-unlock': 'unlock',
  'show-lock-screen-code': 'unlock',
  'send-sign-in-code': 'code',
  'send-browser-link': 'code',
  'check-unlock': 'reading',
  'read-device': 'reading',
  'read-phones': 'reading',
  'show-pay-link': 'reading',
  'send-notice': 'notice',
  'send-webhook': 'webhook',
}

/**
 * The lanes of a job as PostgreSQL works them out: its kind, the systems it speaks to, and each of these within its kind
 * (`unlock@lock:…`). Without a kind: `later`, unless it `isUrgent`, somebody stands and waits for it.
 */
export function lanesOf<Name extends JobName>(
  name: Name,
  payload: Jobs[Name],
  isUrgent: boolean,
): RawBuilder<string[]> {
  const kind = kinds[name]
  const shared = kind ? [kind] : isUrgent ? [] : ['later']
  const asked = systems[name]?.(payload)
  const ofSystems = asked
    ? sql`array(select unnest(array[asked.lane, ${`${kind}@`}::text || asked.lane]) from (${asked}) as asked (lane))`
    : sql`'{}'::text[]`
  return sql`${sql.val(shared)}::text[] || ${ofSystems}`
}
