/** What a lender's rules are, as far as the oracle needs them. Written from the decisions, not from the product. */
export type Rules = {
  timeZone: string
  graceDays: number
  lockHour: number
  /** Days open for so many overdue installments paid off. */
  partial: { installments: number; days: number } | undefined
  rebatePercent: bigint
  /** For how long a figure that settles stands. */
  quoteDays: number
  currency: string
  /** The least that can be charged, and in which steps. */
  leastMinor: bigint
  stepMinor: bigint
  givesBackDuplicates: boolean
  locksByDate: boolean
  unlockWithinMinutes: number
  verdictWaitDays: number
  /** For how long the money of a voucher is waited for. */
  voucherDays: number
  warningDays: number
  openDaysInYear: number
  /** What a month of a longer term costs, in percent of what is owed, and in how many days it can be left for nothing. */
  planPercent: bigint
  withdrawWithinDays: number
  /** What a phone in good condition is worth when it comes back, in percent of the price. */
  phonePercent: bigint
  /** A plan opens the phone only with its first installment. */
  opensWithFirst: boolean
  /** A plan that is missed leaves its installments in force. */
  missedStays: boolean
  staffed: { from: number; until: number; days: readonly number[] }
}

export function dayOf(rules: Rules, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(rules.timeZone).toPlainDate()
}

/** The first moment at which a day is over. */
export function endOfDay({ timeZone }: Rules, day: Temporal.PlainDate): Temporal.Instant {
  return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
}

/** The hour at which phones lock, on a day. */
export function lockHourOf({ timeZone, lockHour }: Rules, day: Temporal.PlainDate) {
  const plainTime = Temporal.PlainTime.from({ hour: lockHour })
  return day.toZonedDateTime({ timeZone, plainTime }).toInstant()
}

/** Due today is not late: an installment lets the phone lock after its days of grace, one at least. */
export function graceEnd(rules: Rules, dueOn: Temporal.PlainDate): Temporal.Instant {
  return lockHourOf(rules, dueOn.add({ days: Math.max(rules.graceDays, 1) }))
}

/** A phone locks by our date only when somebody is there; else at the first such moment after it. */
export function whenStaffed(rules: Rules, at: Temporal.Instant): Temporal.Instant {
  const { from, until, days } = rules.staffed
  let moment = at.toZonedDateTimeISO(rules.timeZone)
  const opening = Temporal.PlainTime.from({ hour: from })
  for (let tried = 0; tried < 15; tried += 1) {
    const isDay = days.includes(moment.dayOfWeek)
    if (isDay && moment.hour >= from && moment.hour < until) return moment.toInstant()
    if (isDay && moment.hour < from) return moment.withPlainTime(opening).toInstant()
    moment = moment.add({ days: 1 }).startOfDay()
  }
  throw new Error('nobody is ever there')
}

export function later(...moments: (Temporal.Instant | undefined)[]): Temporal.Instant | undefined {
  return moments.reduce<Temporal.Instant | undefined>(
    (latest, one) => (!latest || (one && Temporal.Instant.compare(one, latest) > 0) ? one : latest),
    undefined,
  )
}

export function sooner(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b
}

export function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}
