import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Holds } from '#lib/db/schema.generated.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'

// For a query with `devices` in it: the holds that stand on each phone, an outage of its lock provider among them.
// Those of the loan and those of the provider are looked up each by an index of their own: asked for with one "or",
// PostgreSQL would read every hold in force for every phone.

type Moment = Temporal.Instant | RawBuilder<Temporal.Instant>
type HoldInForce = Pick<
  Selectable<Holds>,
  'id' | 'reason' | 'causeId' | 'note' | 'placedBy' | 'fromAt' | 'untilAt' | 'provider'
>

const columns = sql`id, reason, cause_id, note, placed_by, from_at, until_at, provider`

/** The holds on a phone at a moment: what a query selects from. */
export function holdsInForce(moment: Moment): RawBuilder<HoldInForce> {
  return sql`(select ${columns} from ${ofLoan(moment)}
    union all select ${columns} from ${ofProvider(moment)})`
}

/** Whether a promise, a plan or the like keeps the lock side away, or has done so. */
export function isHeldFor(reason: HoldReason, id: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select from holds where holds.reason = ${reason} and holds.cause_id = ${id}::text)`
}

/** Whether there is one. */
export function isHeldAt(moment: Moment): RawBuilder<boolean> {
  return sql`(exists (select from ${ofLoan(moment)}) or exists (select from ${ofProvider(moment)}))`
}

function ofLoan(moment: Moment): RawBuilder<unknown> {
  return sql`holds
    where holds.loan_id = devices.loan_id and ${isInForce(moment)}`
}

function ofProvider(moment: Moment): RawBuilder<unknown> {
  return sql`holds
    where holds.lender_id = devices.lender_id and holds.provider = devices.provider
      and ${isInForce(moment)}`
}

function isInForce(moment: Moment): RawBuilder<boolean> {
  return sql`holds.ended_at is null and holds.until_at > ${moment}`
}
