import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { nearlyOverMinutes } from '#lib/domain/lock/may-lock.ts'
import { liveStates } from '#lib/domain/lock/unlock.ts'
import { requestUnlockForHold } from './hold-phone.ts'

const batch = 100

/** Phones that are locked, or would lock too soon, under a hold get an unlock by themselves, once for what the phone last said. */
export async function requestHeldUnlocks(now: Temporal.Instant): Promise<void> {
  for (const { holdId } of await heldButNotOpen(now))
    await transaction((tx) => openAgain(tx, holdId, now))
}

// The longest hold of each phone; an outage opens nothing, for nobody can be reached.
function heldButNotOpen(now: Temporal.Instant): Promise<{ holdId: string }[]> {
  return database()
    .selectFrom('holds')
    .innerJoin('devices', 'devices.loanId', 'holds.loanId')
    .innerJoin('lenders', 'lenders.id', 'holds.lenderId')
    .distinctOn('devices.id')
    .select('holds.id as holdId')
    .where('holds.endedAt', 'is', null)
    .where('holds.untilAt', '>', now.add({ minutes: nearlyOverMinutes }))
    .where('devices.handedBackAt', 'is', null)
    .where(isOrWillBeLocked)
    .where(noUnlockInProgress)
    .orderBy('devices.id')
    .orderBy('holds.untilAt', 'desc')
    .limit(batch)
    .execute()
}

// As openingFor decides. Where the lender locks by its own command, a date on the phone is one too many.
const isOrWillBeLocked = sql<boolean>`(
  devices.lock_state in ('locked', 'locking')
  or (devices.lock_state = 'unlocked' and devices.relock_at < holds.until_at - interval '1 minute'))`

// Under way for long enough, refused (a person has it), or asked for this hold since the phone said so.
const noUnlockInProgress = sql<boolean>`not exists (
  select from unlocks as other
   where other.device_id = devices.id
     and ((other.state = any(${[...liveStates]})
           and (other.intent <> 'until'
             or (lenders.policy->>'relock' = 'by_date'
               and other.relock_at >= holds.until_at - interval '1 minute')))
       or (other.state = 'rejected' and other.is_newest)
       or (other.cause = 'hold' and other.cause_id = holds.id || ':'
           || coalesce(floor(extract(epoch from devices.lock_state_at) * 1000)::bigint, 0))))`

async function openAgain(tx: Tx, holdId: string, now: Temporal.Instant): Promise<void> {
  const hold = await tx
    .selectFrom('holds')
    .select(['lenderId', 'loanId', 'untilAt'])
    .where('id', '=', holdId)
    .where('endedAt', 'is', null)
    .where('untilAt', '>', now)
    .forShare()
    .executeTakeFirst()
  if (!hold?.loanId) return
  const { lenderId, loanId, untilAt: until } = hold
  await requestUnlockForHold(tx, { holdId, lenderId, loanId, until, placedBy: 'keyturn', now })
}
