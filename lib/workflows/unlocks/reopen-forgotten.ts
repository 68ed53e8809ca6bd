import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { nearlyOverMinutes, reasonsToOpen, reopeningFor } from '#lib/domain/lock/may-lock.ts'
import { liveStates, unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { lenderClocks, loanOfPhone, lockFacts, mustBeOpen } from '#lib/lock-rules/lock-facts.ts'
import { isWatched } from '#lib/lock-rules/watched-services.ts'
import { requestUnlock } from './request-unlock.ts'

const batch = 100

/** Phones that say "locked" and must be opened, with no unlock under way, get a new one by themselves; not those of a lock service that is only watched. */
export async function reopenForgotten(now: Temporal.Instant): Promise<void> {
  for (const candidate of await lockedWithoutUnlock(now))
    await transaction((tx) => reopen(tx, candidate, now))
}

type Candidate = { deviceId: string; loanId: string }

// The database names them; the domain decides, by a balance that holds still. What only a hold opens: requestHeldUnlocks.
function lockedWithoutUnlock(now: Temporal.Instant): Promise<Candidate[]> {
  return (
    database()
      // Few are locked and should not be: only of these it is asked who is at them.
      .with(
        (cte) => cte('wronglyLocked').materialized(),
        (db) =>
          db
            .selectFrom('devices')
            .innerJoinLateral(loanOfPhone, (join) => join.onTrue())
            .innerJoin(lenderClocks(now), 'clocks.lenderId', 'devices.lenderId')
            .select(['devices.id', 'devices.loanId', 'devices.lockStateAt'])
            .where('devices.lockState', '=', 'locked')
            .where('devices.provider', '<>', 'manual')
            .where((eb) => eb.not(isWatched))
            .where(mustBeOpen(now, { ofTheirOwn: true })),
      )
      .selectFrom('wronglyLocked as devices')
      .select(['devices.id as deviceId', 'devices.loanId'])
      .where(noUnlockInProgress(now))
      .limit(batch)
      .execute()
  )
}

/** For a query with phones that say "locked" as `devices`: no unlock is under way that will open it. */
// Under way for a time still to come, refused (a person has it), given up since the phone last said "locked", or asked
// for what it said: the same evidence asks once.
export function noUnlockInProgress(now: Temporal.Instant) {
  const soon = now.add({ minutes: nearlyOverMinutes })
  return sql<boolean>`(
    select not coalesce(bool_or(
             (other.state = any(${[...liveStates]})
               and (other.relock_at is null or other.relock_at > ${soon}))
             or (other.state in ('failed', 'expired') and other.requested_at >= devices.lock_state_at)
             or (other.state = 'rejected' and other.is_newest)
             or (other.cause = 'reconciler' and other.cause_id =
                   coalesce(floor(extract(epoch from devices.lock_state_at) * 1000)::bigint, 0)::text)), false)
      from unlocks as other where other.device_id = devices.id)`
}

async function reopen(
  tx: Tx,
  { deviceId, loanId }: Candidate,
  now: Temporal.Instant,
): Promise<void> {
  const balance = await lockLoan(tx, loanId)
  const { policy, timeZone } = balance.lender
  const phone = await tx
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select('devices.lockStateAt')
    .select(lockFacts)
    .where('devices.id', '=', deviceId)
    .where('devices.lockState', '=', 'locked')
    .executeTakeFirst()
  if (!phone) return
  const [question, clock] = [
    { ...phone, balance, heldUntil: null },
    { policy, timeZone, now },
  ]
  const intent = reopeningFor(reasonsToOpen(question, clock), question, clock)
  if (!intent) return
  await requestUnlock(tx, {
    deviceId,
    intent,
    cause: 'reconciler',
    causeId: `${phone.lockStateAt?.epochMilliseconds ?? 0}`,
    actor: 'keyturn',
    deadlineAt: unlockDeadline(now, policy),
    now,
  })
}
