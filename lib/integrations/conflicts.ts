import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import { liveStates } from '#lib/domain/lock/unlock.ts'
import { holdsInForce } from '#lib/lock-rules/holds-in-force.ts'
import {
  lenderClocks,
  loanOfPhone,
  lockedSince,
  mustBeOpen,
  openUntil,
  reasonsToOpen,
} from '#lib/lock-rules/lock-facts.ts'

type ConflictsWanted = {
  now: Temporal.Instant
  /** The last device that the page before has judged. */
  after: string | undefined
  most: number
  /** How many locked phones one page judges: most of them are locked lawfully. */
  reach: number
}

/**
 * Phones of a lender that say they are locked and must be opened, by the age of their record; `next`: after which device
 * to go on, if there is more to judge.
 */
export async function conflictsOf(
  db: Database,
  lenderId: string,
  wanted: ConflictsWanted,
): Promise<{ conflicts: Conflict[]; next: string | undefined }> {
  const { after, most } = wanted
  const judgedTo = await lastInReach(db, lenderId, wanted)
  const found = await mustBeOpened(db, lenderId, { ...wanted, span: { after, judgedTo } })
  const conflicts = found.slice(0, most)
  return { conflicts, next: found.length > most ? conflicts.at(-1)?.id : judgedTo }
}

/** The last device that one page can judge; undefined: it reaches to the end. */
async function lastInReach(
  db: Database,
  lenderId: string,
  { after, reach }: ConflictsWanted,
): Promise<string | undefined> {
  const last = await locked(db, lenderId, { after })
    .select('devices.id')
    .offset(reach - 1)
    .limit(1)
    .executeTakeFirst()
  return last?.id
}

function mustBeOpened(
  db: Database,
  lenderId: string,
  { now, most, span }: ConflictsWanted & { span: Span },
) {
  return locked(db, lenderId, span)
    .innerJoinLateral(loanOfPhone, (join) => join.onTrue())
    .innerJoin(lenderClocks(now), 'clocks.lenderId', 'devices.lenderId')
    .select(['devices.id', 'devices.providerDeviceId', 'devices.provider', 'devices.imei'])
    .select(['devices.imei2', 'devices.lockStateAt', 'loans.loanNumber'])
    .select([reasonsToOpen(now).as('why'), holdsThere(now).as('holds'), openUntil.as('openUntil')])
    .select([lockedSince.as('lockedSince'), unlockUnderWay.as('unlock')])
    .where(mustBeOpen(now))
    .limit(most + 1)
    .execute()
}

type Span = { after: string | undefined; judgedTo?: string | undefined }

function locked(db: Database, lenderId: string, { after, judgedTo }: Span) {
  let phones = db
    .selectFrom('devices')
    .where('devices.lenderId', '=', lenderId)
    .where('devices.lockState', '=', 'locked')
    .orderBy('devices.id')
  if (after) phones = phones.where('devices.id', '>', after)
  if (judgedTo) phones = phones.where('devices.id', '<=', judgedTo)
  return phones
}

export type Conflict = Awaited<ReturnType<typeof mustBeOpened>>[number]

function holdsThere(now: Temporal.Instant) {
  return sql<{ reason: HoldReason; until: string }[]>`(
    select coalesce(json_agg(json_build_object('reason', holds.reason, 'until', holds.until_at)
             order by holds.until_at desc), '[]')
      from ${holdsInForce(now)} as holds)`
}

const unlockUnderWay = sql<{ reference: string; state: string } | null>`(
  select json_build_object('reference', unlocks.reference, 'state', unlocks.state)
    from unlocks
   where unlocks.device_id = devices.id and unlocks.state = any(${[...liveStates]}))`
