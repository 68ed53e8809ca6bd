import { type Balance, most, positive, priceOf } from './balance.ts'
import { dayOf, type Rules } from './calendar.ts'
import type { Plan } from './plan.ts'

/** What somebody was told settles the loan: so much is waived through a last day. What was waived since is waived by it. */
export type Quote = { rebateMinor: bigint; usedMinor: bigint; through: Temporal.PlainDate }

const leftOf = ({ rebateMinor, usedMinor }: Quote): bigint =>
  positive(rebateMinor - positive(usedMinor))

const isLater = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) > 0

/** The most that was said and still stands on a day. */
export function saidOn(quotes: readonly Quote[], day: Temporal.PlainDate): bigint {
  return quotes
    .filter(({ through }) => !isLater(day, through))
    .reduce((best, quote) => most(best, leftOf(quote)), 0n)
}

type Asked = { balance: Balance; plan: Plan | undefined; quotes: readonly Quote[]; rules: Rules }

/** What settles the loan now, and through which day nobody is asked for more. */
export function figureOf({ balance, plan, quotes, rules }: Asked, now: Temporal.Instant) {
  const day = dayOf(rules, now)
  const unearnedMinor = plan?.unearnedMinor(day) ?? 0n
  const saidMinor = saidOn(quotes, day)
  const price = priceOf(balance, 'settle', { rules, now, unearnedMinor, saidMinor })
  if (!price) return undefined
  const fresh = priceOf(balance, 'settle', { rules, now, unearnedMinor, saidMinor: 0n })
  const binding = quotes.filter(
    (quote) => leftOf(quote) === saidMinor && !isLater(day, quote.through),
  )
  const own =
    fresh && fresh.rebateMinor >= saidMinor ? [throughOf({ balance, plan, rules }, day)] : []
  const old = fresh && fresh.rebateMinor > saidMinor ? [] : binding.map(({ through }) => through)
  const through = [...own, ...old].reduce((a, b) => (isLater(b, a) ? b : a), day)
  return { ...price, through }
}

// The rebate is on what is not due yet, and no figure outlives the day before a plan has earned more.
function throughOf(
  { balance, plan, rules }: Omit<Asked, 'quotes'>,
  day: Temporal.PlainDate,
): Temporal.PlainDate {
  const next = balance.open.find(({ dueOn }) => !isLater(day, dueOn))?.dueOn
  let last = day.add({ days: rules.quoteDays })
  if (next && isLater(last, next)) last = next
  let through = day
  while (isLater(last, through)) {
    const following = through.add({ days: 1 })
    if (plan && plan.earnedMinor(following) !== plan.earnedMinor(day)) break
    through = following
  }
  return through
}

/**
 * What is waived for money of a day: all that was said, when that and the money is enough. A page that rounded up what it
 * asked for waives what it said.
 */
export function waivedFor(
  { amountMinor, pageRebateMinor }: { amountMinor: bigint; pageRebateMinor: bigint },
  { dueMinor, saidMinor }: { dueMinor: bigint; saidMinor: bigint },
): bigint {
  if (amountMinor + pageRebateMinor === dueMinor) return pageRebateMinor
  if (amountMinor + saidMinor < dueMinor) return pageRebateMinor
  return most(pageRebateMinor, saidMinor < dueMinor ? saidMinor : positive(dueMinor))
}
