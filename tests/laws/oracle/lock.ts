import type { Balance } from './balance.ts'
import { dayOf, graceEnd, isAfter, later, lockHourOf, type Rules, whenStaffed } from './calendar.ts'

/** For how long a phone opens: not at all, until a moment, or for good. */
export type Opening = 'none' | 'for good' | Temporal.Instant

/** Until when the ledger alone forbids to lock. */
export function heldByBalance(balance: Balance, rules: Rules, now: Temporal.Instant): Opening {
  if (balance.owedMinor === 0n) return 'for good'
  const [oldest] = balance.open
  if (balance.chargedMinor > 0n || !oldest) return 'none'
  const end = graceEnd(rules, oldest.dueOn)
  return isAfter(end, now) ? end : 'none'
}

/** What a payment does: what the ledger then forbids, or what the lender gives for installments paid off, if that is later. */
export function effectOf(
  before: Balance,
  after: Balance,
  rules: Rules,
  now: Temporal.Instant,
): Opening {
  const held = heldByBalance(after, rules, now)
  if (held === 'for good') return held
  if (after.awaitsFirst) return 'none'
  const day = dayOf(rules, now)
  const paidOff = before.overdue(day).length - after.overdue(day).length
  const { partial } = rules
  const given =
    partial && paidOff >= partial.installments
      ? lockHourOf(rules, day.add({ days: partial.days }))
      : undefined
  const end = later(held === 'none' ? undefined : held, given)
  return end ? whenStaffed(rules, end) : 'none'
}

export function isMore(a: Opening, b: Opening): boolean {
  if (a === b || a === 'none') return false
  if (b === 'none' || a === 'for good') return true
  return b !== 'for good' && isAfter(a, b)
}

const daysThatAPageBinds = 14

export type Page = { said: Opening; at: Temporal.Instant }

/** What a page promises: what its payment does, when that is more than the ledger does without it. */
export function pageOf(before: Balance, after: Balance, rules: Rules, at: Temporal.Instant): Page {
  const said = effectOf(before, after, rules, at)
  const held = before.awaitsFirst ? 'none' : heldByBalance(before, rules, at)
  // Also where the lender locks by a command of its own: what is not late then is the same, though no date is said.
  return { said: isMore(said, held) ? said : 'none', at }
}

/** What a booked payment opens: no less than its page said, and a day at least where that is over. */
export function boughtBy(
  { said, at, paidAt }: Page & { paidAt: Temporal.Instant },
  effect: Opening,
  rules: Rules,
  now: Temporal.Instant,
): Opening {
  if (said === 'none' || effect === 'for good') return effect
  if (isAfter(paidAt, at.add({ hours: 24 * daysThatAPageBinds }))) return effect
  const soon = now.add({ minutes: rules.unlockWithinMinutes })
  const aDay = whenStaffed(rules, lockHourOf(rules, dayOf(rules, now).add({ days: 2 })))
  const kept = said !== 'for good' && isAfter(said, soon) ? said : aDay
  return isMore(kept, effect) ? kept : effect
}
