import { dayAt } from '#lib/domain/day.ts'
import {
  type Effect,
  effectOf,
  isSameEffect,
  type LenderClock,
  type LoanBalance,
  relockAt,
} from '#lib/domain/lock/effect.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { mostClearingDays } from './clearing.ts'

/** What a payer was told that the payment opens, when it was made; undefined: nothing that was not open anyway. */
export type Said = { effect: Exclude<Effect['kind'], 'none'>; until: Temporal.Instant | null }

export type Shown = { amountMinor: bigint; awayMinor?: bigint | undefined }

/**
 * The part of what a page says of an amount that binds: that it opens the phone, or for longer than it would be open anyway.
 * Whoever locks by its own command says no date, but what is not overdue then is the same.
 */
export function saidOf(
  balance: LoanBalance,
  { amountMinor, awayMinor }: Shown,
  clock: LenderClock,
): Said | undefined {
  const effect = effectOf(balance, amountMinor, clock, awayMinor)
  if (effect.kind === 'none') return undefined
  const byDate = { ...clock, policy: { ...clock.policy, relock: 'by_date' as const } }
  const dated = effectOf(balance, amountMinor, byDate, awayMinor)
  if (isSameEffect(effectOf(balance, 0n, byDate), dated)) return undefined
  return { effect: effect.kind, until: effect.kind === 'until' ? effect.relockAt : null }
}

/** Whether what was said binds: the money came, or was entered, while anybody would wait for it. */
export function isInTime(saidAt: Temporal.Instant, cameAt: Temporal.Instant): boolean {
  const bindsUntil = saidAt.add({ hours: 24 * mostClearingDays })
  return Temporal.Instant.compare(cameAt, bindsUntil) <= 0
}

/** The moment of money of which only the day is known. */
export function takenAt(
  takenOn: Temporal.PlainDate,
  { timeZone, now }: Pick<LenderClock, 'timeZone' | 'now'>,
): Temporal.Instant {
  const isToday = takenOn.equals(dayAt(now, timeZone))
  return isToday ? now : takenOn.toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant()
}

/** What money that was taken on a day, and entered later, opened by the ledger of that day. */
export function saidAtCounter(
  balance: LoanBalance,
  amountMinor: bigint,
  { clock, takenOn }: { clock: LenderClock; takenOn: Temporal.PlainDate },
): Said | undefined {
  const paidAt = takenAt(takenOn, clock)
  const then = { ...clock, now: paidAt }
  return isInTime(paidAt, clock.now) ? saidOf(balance, { amountMinor }, then) : undefined
}

/**
 * What a payment bought: what the ledger makes of it, and never less than was said when it was made. When the time that was
 * said is over by the time the money is booked, the phone opens all the same, for a day at least.
 */
export function effectPaidFor(
  byBalance: Effect,
  said: Said | undefined,
  clock: LenderClock,
): Effect {
  if (!said || byBalance.kind === 'release' || byBalance.kind === 'indefinite') return byBalance
  if (clock.policy.relock === 'by_lender' && said.effect !== 'until')
    return { kind: 'indefinite', nextDueOn: undefined }
  const end = later(byBalance.kind === 'until' ? byBalance.relockAt : null, said.until)
  const isLongEnough = end && Temporal.Instant.compare(end, soonestEnd(clock)) > 0
  if (byBalance.kind === 'until' && isLongEnough && end.equals(byBalance.relockAt)) return byBalance
  const until = isLongEnough ? end : leastEnd(clock)
  return { kind: 'until', relockAt: until, cleared: false, nextDueOn: undefined }
}

// An unlock may take so long: what ends before is none.
function soonestEnd({ policy, now }: LenderClock): Temporal.Instant {
  return unlockDeadline(now, policy)
}

function leastEnd(clock: LenderClock): Temporal.Instant {
  const today = dayAt(clock.now, clock.timeZone)
  return staffedTime(relockAt(today.add({ days: 2 }), clock), clock)
}

function later(a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null {
  return a && b ? (Temporal.Instant.compare(a, b) > 0 ? a : b) : (a ?? b)
}
