import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { holdsAt, lockedSince, mustBeOpen, openUntil, reasonsToOpen } from '#lib/db/lock-facts.ts'
import type { HoldReason } from '#lib/domain/hold.ts'
import { liveStates } from '#lib/domain/unlock.ts'

export type ConflictsWanted = {
  now: Temporal.Instant
  /** The last device of the page before. */
  after: string | undefined
  most: number
}

/** Phones of a lender that say they are locked and must be opened, by the age of their record. */
export function conflictsOf(db: Database, lenderId: string, { now, after, most }: ConflictsWanted) {
  let locked = db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .innerJoin('lenders', 'lenders.id', 'devices.lenderId')
    .select(['devices.id', 'devices.providerDeviceId', 'devices.provider', 'devices.imei'])
    .select(['devices.imei2', 'devices.lockStateAt', 'loans.loanNumber'])
    .select([reasonsToOpen(now).as('why'), holdsThere(now).as('holds'), openUntil.as('openUntil')])
    .select([lockedSince.as('lockedSince'), unlockUnderWay.as('unlock')])
    .where('devices.lenderId', '=', lenderId)
    .where('devices.lockState', '=', 'locked')
    .where(mustBeOpen(now))
    .orderBy('devices.id')
    .limit(most)
  if (after) locked = locked.where('devices.id', '>', after)
  return locked.execute()
}

export type Conflict = Awaited<ReturnType<typeof conflictsOf>>[number]

function holdsThere(now: Temporal.Instant) {
  return sql<{ reason: HoldReason; until: string }[]>`(
    select coalesce(json_agg(json_build_object('reason', holds.reason, 'until', holds.until_at)
             order by holds.until_at desc), '[]')
      from ${holdsAt(now)})`
}

const unlockUnderWay = sql<{ reference: string; state: string } | null>`(
  select json_build_object('reference', unlocks.reference, 'state', unlocks.state)
    from unlocks
   where unlocks.device_id = devices.id and unlocks.state = any(${[...liveStates]}))`
