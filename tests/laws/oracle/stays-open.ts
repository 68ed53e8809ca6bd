import { dayOf, endOfDay, isAfter, sooner } from './calendar.ts'
import type { Loan } from './loan.ts'
import { heldByBalance, isMore, type Opening } from './lock.ts'

/** Until when an open phone is left so: by the ledger, an arrangement, or time that was bought with money that is still here. */
export function leftOpenUntil(loan: Loan, now: Temporal.Instant): Opening {
  const byBalance = heldByBalance(loan.balance, loan.rules, now)
  const paidFor = loan.rules.locksByDate
    ? [...loan.money.values()]
        .filter(({ keptMinor }) => keptMinor > 0n)
        .flatMap(({ paidFor, paidForAgain = 'none' }) => [paidFor, paidForAgain])
        .filter((until) => typeof until !== 'string')
    : []
  const held = loan.holds.all.filter(({ endedAt }) => !endedAt).map(({ until }) => until)
  return [...paidFor, ...held]
    .filter((until) => isAfter(until, now))
    .reduce<Opening>((latest, one) => (isMore(one, latest) ? one : latest), byBalance)
}

/**
 * Money went back, and with it what it opened: a phone that is open is left so for the days of warning, never for longer
 * than it would have been. Nobody asked for these days, so they are not counted.
 */
export function warn(loan: Loan, cause: string, before: Opening, now: Temporal.Instant): void {
  if (before === 'none') return
  const warnedThrough = dayOf(loan.rules, now).add({ days: loan.rules.warningDays })
  const warned = endOfDay(loan.rules, warnedThrough)
  const until = before === 'for good' ? warned : sooner(before, warned)
  if (isMore(until, leftOpenUntil(loan, now)))
    loan.holds.place(`warning of ${cause}`, now, until, false)
}

/** Whether anything forbids to lock the phone: the ledger, an arrangement, or time that was bought. */
export function mayLock(loan: Loan, now: Temporal.Instant, { isLocked = false } = {}): boolean {
  // One that is locked stays so until a plan's first installment is paid, and may.
  const byBalance =
    isLocked && loan.balance.awaitsFirst ? 'none' : heldByBalance(loan.balance, loan.rules, now)
  if (byBalance !== 'none' || loan.holds.isHeld(now)) return false
  // Who locks by a command of its own gives no date that would forbid it.
  if (!loan.rules.locksByDate) return true
  return ![...loan.money.values()].some(
    ({ paidFor, paidForAgain = 'none', keptMinor }) =>
      keptMinor > 0n &&
      [paidFor, paidForAgain].some((until) => typeof until !== 'string' && isAfter(until, now)),
  )
}
