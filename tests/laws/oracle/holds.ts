import { dayOf, endOfDay, isAfter, type Rules, sooner } from './calendar.ts'

type Hold = {
  id?: string
  cause: string
  from: Temporal.Instant
  until: Temporal.Instant
  endedAt?: Temporal.Instant
  isCounted: boolean
}

type Said = {
  cause: string
  until: Temporal.Instant
  endedAt: Temporal.Instant | null
  now: Temporal.Instant
  isCounted?: boolean
}

type Span = { from: Temporal.Instant; until: Temporal.Instant }

/** What keeps the lock side away from a phone, and on how many days of a year something did so without money. */
export class Holds {
  readonly all: Hold[] = []
  /** Plans, from their acceptance until their first installment may lock the phone or money comes. */
  readonly plans: Span[] = []
  /** When money came that has not turned out to be a wrong entry. */
  readonly cameAt: () => Temporal.Instant[]
  readonly rules: Rules

  constructor(rules: Rules, cameAt: () => Temporal.Instant[]) {
    this.rules = rules
    this.cameAt = cameAt
  }

  /** One arrangement has one hold: a new end takes the place of the old one. */
  place(cause: string, from: Temporal.Instant, until: Temporal.Instant, isCounted = true): void {
    this.end(cause, from)
    this.all.push({ cause, from, until, isCounted })
  }

  /** What held the phone once holds it until another moment, within the days of a year. */
  prolong(cause: string, now: Temporal.Instant, until: Temporal.Instant): void {
    const wasHeld = this.all.some((one) => one.cause === cause)
    if (wasHeld && isAfter(until, now) && this.mayOpenUntil(until, now))
      this.place(cause, now, until)
  }

  /** A hold whose end a page said: it is taken over as it is. */
  said(id: string, { cause, until, endedAt, now, isCounted = true }: Said): void {
    const known = this.all.find((one) => one.id === id)
    const hold = known ?? { id, cause, from: now, until, isCounted }
    if (!known) this.all.push(hold)
    // What was taken back has ended here already, with its warning.
    if (!hold.endedAt) Object.assign(hold, { until, ...(endedAt && { endedAt }) })
  }

  /** What would pass the number of days opens nothing by itself, unless it adds no day. */
  mayOpenUntil(until: Temporal.Instant, now: Temporal.Instant): boolean {
    const before = this.openDays(now)
    const probe = { cause: 'asked', from: now, until, isCounted: true }
    this.all.push(probe)
    const days = this.openDays(now)
    this.all.splice(this.all.indexOf(probe), 1)
    return days === before || days <= this.rules.openDaysInYear
  }

  inForce(cause: string, now: Temporal.Instant): Hold | undefined {
    return this.all.find((one) => one.cause === cause && !one.endedAt && isAfter(one.until, now))
  }

  end(cause: string, now: Temporal.Instant): void {
    const hold = this.inForce(cause, now)
    if (hold) hold.endedAt = now
  }

  /** What is taken back ends; a warning stands in its place, never for longer than it would have stood. */
  takeBack(cause: string, now: Temporal.Instant): void {
    const hold = this.inForce(cause, now)
    if (!hold) return
    hold.endedAt = now
    const warnedThrough = dayOf(this.rules, now).add({ days: this.rules.warningDays })
    const until = sooner(endOfDay(this.rules, warnedThrough), hold.until)
    this.all.push({ cause: `warning of ${cause}`, from: now, until, isCounted: true })
  }

  isHeld(now: Temporal.Instant): boolean {
    return this.all.some((one) => !one.endedAt && isAfter(one.until, now))
  }

  openDays(now: Temporal.Instant): number {
    const today = dayOf(this.rules, now)
    const first = today.subtract({ days: 364 })
    const spans = [
      ...this.all.filter((one) => one.isCounted).map((one) => spanOf(one)),
      ...this.plans.map(({ from, until }) => ({
        from,
        until: this.cameAt()
          .filter((at) => isAfter(at, from))
          .reduce(sooner, until),
      })),
    ]
    const days = new Set<string>()
    for (const { from, until } of spans) {
      if (!isAfter(until, from)) continue
      const last = dayOf(this.rules, until.subtract({ nanoseconds: 1 }))
      for (let day = dayOf(this.rules, from); !isLater(day, last); day = day.add({ days: 1 }))
        if (!isLater(first, day)) days.add(`${day}`)
    }
    return days.size
  }
}

const isLater = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) > 0

function spanOf({ from, until, endedAt }: Hold): Span {
  return { from, until: endedAt ? sooner(endedAt, until) : until }
}
