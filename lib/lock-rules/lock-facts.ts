import { type RawBuilder, sql } from 'kysely'
import { type LockBar, nearlyOverMinutes } from '#lib/domain/lock/may-lock.ts'
import { awaitsFirstPayment } from '#lib/ledger/awaits-first-payment.ts'
import { hasDisputedMoney } from '#lib/ledger/disputed-money.ts'
import { holdsInForce, isHeldAt } from './holds-in-force.ts'
import { wentBack } from './went-back.ts'

// What bears on a lock, for a query with `devices` and `loans` in it.

const askedForGood = sql`unlocks as asked
  where asked.device_id = devices.id and asked.intent = 'release' and asked.revoked_at is null`

// Two people may remove a lock whatever is owed.
const isAgreedByTwo = sql<boolean>`exists (select from ${askedForGood} and exists (
  select from approvals where approvals.id = case
    when asked.cause_id ~ '^[0-9a-f-]{36}$' then asked.cause_id::uuid end))`

/** The lock may go for good: nothing is owed and nothing disputed, or two people agreed. */
export const mayBeReleased = sql<boolean>`(
  (loans.outstanding_minor = 0 and not ${hasDisputedMoney}) or ${isAgreedByTwo})`

/** The lock is gone for good, or that has been asked and may be. */
const isReleased = sql<boolean>`(devices.lock_state = 'released'
  or (exists (select from ${askedForGood}) and ${mayBeReleased}))`

// A hold speaks for itself: once it has ended, what it asked for does not count. Nor does money given back whole. What the
// lender gives for being late is money like any other. What staff took back gives no time.
const paidFor = sql`unlocks as paid_for
  where paid_for.device_id = devices.id
    and (paid_for.cause in ('payment', 'staff', 'plan') or paid_for.cause_id like 'goodwill_credit:%')
    and paid_for.cause_id not like 'resend:%'
    and not (paid_for.cause = 'staff' and paid_for.revoked_at is not null)
    and not ${wentBack('paid_for')}`

/** Until when a payment, a plan or staff opened the phone, whatever came of asking. */
export const openUntil = sql<Temporal.Instant | null>`(select max(paid_for.relock_at) from ${paidFor})`

/** When a phone first said what it says now, after it last said something else for certain; null: it never said it. */
export const stateSince = sql<Temporal.Instant | null>`(
  select min(said.observed_at) from device_evidence as said
   where said.device_id = devices.id and said.actual = devices.lock_state
     and not said.is_from_future
     and said.observed_at >= coalesce(
       (select max(other.observed_at) from device_evidence as other
         where other.device_id = devices.id and other.actual <> devices.lock_state
           and other.actual in ('locked', 'unlocked', 'released', 'not_enrolled')
           and not other.is_from_future),
       '-infinity'))`

/** When a locked phone first said so after it was last open; null: it never said, or is not locked. */
export const lockedSince = sql<Temporal.Instant | null>`
  case when devices.lock_state = 'locked' then ${stateSince} end`

/** What the domain decides by, beside holds and the balance. */
export const lockFacts = [
  isReleased.as('isReleased'),
  openUntil.as('openUntil'),
  sql<boolean>`devices.lock_state = 'locked'`.as('isLocked'),
] as const

/** Until when the longest hold on a phone lasts. */
export function heldUntilAt(
  now: Parameters<typeof holdsInForce>[0],
): RawBuilder<Temporal.Instant | null> {
  return sql`(select max(until_at) from ${holdsInForce(now)} as held)`
}

/** The loan of each phone, joined laterally: the limit has it looked up, where a plain join may read all of the book. */
export const loanOfPhone = sql<{ id: string; loanNumber: string; outstandingMinor: bigint }>`(
  select id, loan_number, outstanding_minor from loans where loans.id = devices.loan_id limit 1)`.as(
  'loans',
)

/**
 * What the clock and the policy say at each lender, joined as `clocks`: which day it is, and the last one that an
 * installment was due on and is beyond the days of grace. Once for a lender: its policy is long.
 */
export function lenderClocks(now: Temporal.Instant) {
  return sql<{ lenderId: string }>`(
    select id as lender_id, ${dayAt(sql`${now}::timestamptz`)} as today,
           ((${soonAfter(now)}::timestamptz at time zone time_zone) - make_interval(
             days => greatest((policy->>'graceDays')::int, 1),
             hours => (policy->>'relockAtHour')::int))::date as beyond_grace
      from lenders offset 0)`.as('clocks')
}

/**
 * Against what a phone is locked that must be opened for it: `reasonsToOpen` of the domain, for many at once, in a query
 * that has joined `clocks`.
 */
export function reasonsToOpen(now: Temporal.Instant): RawBuilder<LockBar[]> {
  const soon = soonAfter(now)
  return sql`case when devices.handed_back_at is null then array_remove(array[
    case when ${isReleased} then 'released' end,
    case when ${isHeldAt(soon)} then 'hold' end,
    ${reasonByBalance},
    case when ${isPaidForAt(soon)} then 'open_until' end], null) else '{}' end`
}

/** Whether there is any such reason; `ofTheirOwn`: beside a hold. The cheapest question first: most locks are lawful. */
export function mustBeOpen(
  now: Temporal.Instant,
  { ofTheirOwn = false } = {},
): RawBuilder<boolean> {
  const soon = soonAfter(now)
  return sql`(devices.handed_back_at is null and (${isPaidForAt(soon)} or ${isReleased}
    or ${ofTheirOwn ? sql`false` : isHeldAt(soon)} or ${reasonByBalance} is not null))`
}

function isPaidForAt(moment: Temporal.Instant): RawBuilder<boolean> {
  return sql`exists (select from ${paidFor} and paid_for.relock_at > ${moment})`
}

/** What is overdue of a loan is within its days of grace, for a query with `devices` and `loans` in it. */
export function isInGrace(now = Temporal.Now.instant()): RawBuilder<boolean> {
  return sql`exists (select from ${lenderClocks(now)}
    where clocks.lender_id = devices.lender_id and ${reasonByBalance} = 'grace')`
}

// Money pays the oldest installment first, so what is owed is the newest part of the schedule.
const reasonByBalance = sql<string | null>`case
    when loans.outstanding_minor > ${scheduled(sql`> clocks.beyond_grace`)} then null
    when ${awaitsFirstPayment} then null
    when loans.outstanding_minor <= ${scheduled(sql`>= clocks.today`)} then 'nothing_overdue'
    else 'grace' end`

function scheduled(due: RawBuilder<unknown>): RawBuilder<bigint> {
  return sql`(
    select coalesce(sum(installments.amount_minor), 0)
      from schedules join installments on installments.schedule_id = schedules.id
     where schedules.loan_id = loans.id and schedules.superseded_at is null
       and installments.due_on ${due})`
}

function dayAt(moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${moment} at time zone time_zone)::date`
}

function soonAfter(now: Temporal.Instant): Temporal.Instant {
  return now.add({ minutes: nearlyOverMinutes })
}
