/** What a plan costs, and over which time that is earned. */
export type PlanCost = {
  costMinor: bigint
  agreedOn: Temporal.PlainDate
  lastDueOn: Temporal.PlainDate
  /** Through this day the plan can be left at no cost. */
  withdrawUntil: Temporal.PlainDate | null
}

/**
 * What of a plan's cost is earned when the plan ends on a day: the whole months since it was agreed out of the months
 * that it was agreed for, a begun one counted in, rounded down to a minor unit; nothing through the days of withdrawal.
 */
export function earnedCostMinor(plan: PlanCost, endedOn: Temporal.PlainDate): bigint {
  const { costMinor, agreedOn, lastDueOn, withdrawUntil } = plan
  if (withdrawUntil && Temporal.PlainDate.compare(endedOn, withdrawUntil) <= 0) return 0n
  const months = Math.max(begunMonths(agreedOn, lastDueOn), 1)
  const passed = Math.min(wholeMonths(agreedOn, endedOn), months)
  return (costMinor * BigInt(passed)) / BigInt(months)
}

/** What of it falls away when the plan ends on a day; nothing without a plan. */
export function unearnedCostMinor(
  plan: PlanCost | null | undefined,
  endedOn: Temporal.PlainDate,
): bigint {
  return plan ? plan.costMinor - earnedCostMinor(plan, endedOn) : 0n
}

/** The last day, and none after `last`, on which no less of it falls away than on `day`. */
export function sameCostThrough(
  plan: PlanCost | null | undefined,
  day: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Temporal.PlainDate {
  const isSame = (on: Temporal.PlainDate) =>
    unearnedCostMinor(plan, on) === unearnedCostMinor(plan, day)
  let through = day
  while (Temporal.PlainDate.compare(through, last) < 0 && isSame(through.add({ days: 1 })))
    through = through.add({ days: 1 })
  return through
}

// A month is over on the day of its beginning, or on the last day of a month that is too short for it.
function wholeMonths(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  const { years, months } = from.until(to, { largestUnit: 'year' })
  const counted = Math.max(years * 12 + months, 0)
  const isOneMore = Temporal.PlainDate.compare(from.add({ months: counted + 1 }), to) <= 0
  return isOneMore ? counted + 1 : counted
}

function begunMonths(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  const whole = wholeMonths(from, to)
  return Temporal.PlainDate.compare(from.add({ months: whole }), to) < 0 ? whole + 1 : whole
}
