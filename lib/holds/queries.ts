import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { DisputeHold, HeldTime, HoldEnd, HoldReason } from '#lib/domain/lock/hold.ts'
import { holdsInForce } from '#lib/lock-rules/holds-in-force.ts'
import { holdReference } from './hold-reference.ts'

export type ActiveHold = {
  holdId: string
  reason: HoldReason
  causeId: string
  note: string | null
  placedBy: string
  fromAt: Temporal.Instant
  untilAt: Temporal.Instant
}

/** The holds on a loan's phone at `now`, an outage of its lock provider among them; the one that lasts longest first. */
export function activeHolds(
  db: Database,
  loanId: string,
  now: Temporal.Instant,
): Promise<ActiveHold[]> {
  return holdsOnPhone(db, loanId, now).execute()
}

type ReferredHold = ActiveHold & { reference: string | null }

/** The same with the reference of what each comes from. */
export function referredHolds(
  db: Database,
  loanId: string,
  now: Temporal.Instant,
): Promise<ReferredHold[]> {
  return holdsOnPhone(db, loanId, now).select(holdReference.as('reference')).execute()
}

function holdsOnPhone(db: Database, loanId: string, now: Temporal.Instant) {
  return db
    .selectFrom('devices')
    .innerJoinLateral(holdsInForce(now).as('holds'), (join) => join.onTrue())
    .select(['holds.id as holdId', 'holds.reason', 'holds.causeId', 'holds.note'])
    .select(['holds.placedBy', 'holds.fromAt', 'holds.untilAt'])
    .where('devices.loanId', '=', loanId)
    .orderBy('holds.untilAt', 'desc')
}

/** What a loan's borrower said is wrong and the lock was held for: since when, however often that was renewed, and what came of it. */
export function disputeHolds(db: Database, loanId: string): Promise<DisputeHold[]> {
  return db
    .selectFrom('holds')
    .leftJoin('disputeAnswers', (join) =>
      join.on((eb) => eb(sql<string>`dispute_answers.case_id::text`, '=', eb.ref('holds.causeId'))),
    )
    .select(['holds.causeId', 'disputeAnswers.outcome'])
    .select((eb) => eb.fn.min('holds.fromAt').as('fromAt'))
    .where('holds.loanId', '=', loanId)
    .where('holds.reason', '=', 'dispute')
    .groupBy(['holds.causeId', 'disputeAnswers.outcome'])
    .orderBy('fromAt', 'desc')
    .limit(50)
    .execute()
}

/** When a loan was held for a reason, the newest first, ended or not. */
export function heldTimes(db: Database, loanId: string, reason: HoldReason): Promise<HeldTime[]> {
  return db
    .selectFrom('holds')
    .select(['fromAt', 'untilAt', 'endedAt'])
    .where('loanId', '=', loanId)
    .where('reason', '=', reason)
    .orderBy('fromAt', 'desc')
    .execute()
}

/** One hold with what it is about, as the lock side is told of it. */
type HoldFacts = {
  holdId: string
  lenderId: string
  reason: HoldReason
  reference: string | null
  fromAt: Temporal.Instant
  untilAt: Temporal.Instant
  endedAt: Temporal.Instant | null
  endReason: HoldEnd | null
  provider: string | null
  phone: HeldPhone | null
}

type HeldPhone = {
  providerDeviceId: string
  provider: string
  imei: string | null
  imei2: string | null
  loanNumber: string
}

export async function holdFacts(db: Database, holdId: string): Promise<HoldFacts> {
  const { providerDeviceId, deviceProvider, imei, imei2, loanNumber, ...hold } = await db
    .selectFrom('holds')
    .leftJoin('devices', 'devices.loanId', 'holds.loanId')
    .leftJoin('loans', 'loans.id', 'holds.loanId')
    .select(['holds.id as holdId', 'holds.lenderId', 'holds.reason', 'holds.provider'])
    .select(['holds.fromAt', 'holds.untilAt', 'holds.endedAt', 'holds.endReason'])
    .select(['devices.providerDeviceId', 'devices.provider as deviceProvider'])
    .select(['devices.imei', 'devices.imei2', 'loans.loanNumber'])
    .select(holdReference.as('reference'))
    .where('holds.id', '=', holdId)
    .executeTakeFirstOrThrow()
  const isPhone = providerDeviceId !== null && deviceProvider !== null && loanNumber !== null
  return {
    ...hold,
    phone: isPhone ? { providerDeviceId, provider: deviceProvider, imei, imei2, loanNumber } : null,
  }
}
