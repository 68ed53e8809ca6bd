import { sql } from 'kysely'
import { awaitsFirstPayment } from '#lib/db/awaits-first-payment.ts'
import type { Database } from '#lib/db/client.ts'
import type { HoldReason } from '#lib/domain/hold.ts'
import { liveStates } from '#lib/domain/unlock.ts'

export type ConflictsWanted = {
  now: Temporal.Instant
  /** The last device of the page before. */
  after: string | undefined
  most: number
}

/** Phones of a lender that say they are locked while a hold is in force or nothing is overdue, by the age of their record. */
export function conflictsOf(db: Database, lenderId: string, { now, after, most }: ConflictsWanted) {
  let locked = db
    .with('lockedPhones', (own) =>
      own
        .selectFrom('devices')
        .innerJoin('loans', 'loans.id', 'devices.loanId')
        .innerJoin('lenders', 'lenders.id', 'devices.lenderId')
        .select(['devices.id', 'devices.providerDeviceId', 'devices.provider', 'devices.imei'])
        .select(['devices.imei2', 'devices.lockStateAt', 'loans.loanNumber'])
        .select([nothingOverdue.as('nothingOverdue'), holdsThere(now).as('holds')])
        .where('devices.lenderId', '=', lenderId)
        .where('devices.lockState', '=', 'locked')
        .where('devices.returnedAt', 'is', null),
    )
    .selectFrom('lockedPhones')
    .select(['id', 'providerDeviceId', 'provider', 'imei', 'imei2', 'lockStateAt', 'loanNumber'])
    .select(['nothingOverdue', 'holds'])
    .select([lockedSince.as('lockedSince'), unlockUnderWay.as('unlock')])
    .where((eb) => eb.or([eb('nothingOverdue', '=', true), eb('holds', 'is not', null)]))
    .orderBy('id')
    .limit(most)
  if (after) locked = locked.where('id', '>', after)
  return locked.execute()
}

export type Conflict = Awaited<ReturnType<typeof conflictsOf>>[number]

// As reopenForgotten looks for them: all that is still owed falls due today or later. A plan may open with its first payment.
const nothingOverdue = sql<boolean>`not ${awaitsFirstPayment} and loans.outstanding_minor <= (
  select coalesce(sum(installments.amount_minor), 0)
    from schedules join installments on installments.schedule_id = schedules.id
   where schedules.loan_id = loans.id and schedules.superseded_at is null
     and installments.due_on >= today_in(lenders.time_zone))`

function holdsThere(now: Temporal.Instant) {
  return sql<{ reason: HoldReason; until: string }[] | null>`(
    select json_agg(json_build_object('reason', holds.reason, 'until', holds.until_at)
             order by holds.until_at desc)
      from holds
     where holds.lender_id = devices.lender_id and holds.ended_at is null
       and holds.until_at > ${now}
       and (holds.loan_id = devices.loan_id or holds.provider = devices.provider))`
}

// The first time it said so after it last said something else.
const lockedSince = sql<Temporal.Instant | null>`(
  select min(said.observed_at) from device_evidence as said
   where said.device_id = locked_phones.id and said.actual = 'locked'
     and said.observed_at > coalesce(
       (select max(other.observed_at) from device_evidence as other
         where other.device_id = locked_phones.id and other.actual <> 'locked'), '-infinity'))`

const unlockUnderWay = sql<{ reference: string; state: string } | null>`(
  select json_build_object('reference', unlocks.reference, 'state', unlocks.state)
    from unlocks
   where unlocks.device_id = locked_phones.id and unlocks.state = any(${[...liveStates]}))`
