import { dayOf, endOfDay, isAfter, later, type Rules } from './calendar.ts'

type Payment = {
  paidAt: Temporal.Instant
  bookedAt: Temporal.Instant
  amountMinor: bigint
  isElsewhere: boolean
}

/** A promise to pay so much by the end of a day. */
export class Promised {
  readonly amountMinor: bigint
  readonly madeAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  /** What is entered until then and was paid in time still counts. */
  readonly verdictAt: Temporal.Instant
  readonly money: Payment[] = []
  private readonly rules: Rules
  /** Past its end, for vouchers that were made before. */
  waitsUntil: Temporal.Instant | undefined

  constructor(
    rules: Rules,
    made: { amountMinor: bigint; dueOn: Temporal.PlainDate; at: Temporal.Instant },
  ) {
    const { amountMinor, dueOn, at } = made
    this.rules = rules
    this.madeAt = at
    this.amountMinor = amountMinor
    this.endsAt = endOfDay(rules, dueOn)
    this.verdictAt = endOfDay(rules, dueOn.add({ days: rules.verdictWaitDays }))
  }

  /** The lender's book names no day: what it tells of before the verdict counts as paid in time. */
  private isInTime({ paidAt, bookedAt, isElsewhere }: Payment): boolean {
    if (isElsewhere) return isAfter(this.verdictAt, bookedAt)
    return isAfter(this.endsAt, paidAt)
  }

  /** It waits for vouchers that were made in time, when it is not kept; says until when the phone is left alone then. */
  wait(vouchers: Iterable<Temporal.Instant>, now: Temporal.Instant): Temporal.Instant | undefined {
    const before = `${this.waitsUntil}`
    this.waitsUntil = this.isKept
      ? undefined
      : later(
          ...[...vouchers]
            .filter((begunAt) => isAfter(this.endsAt, begunAt))
            .map((begunAt) => this.clearsBy(begunAt))
            .filter((until) => isAfter(until, this.endsAt) && isAfter(until, now)),
        )
    return before === `${this.waitsUntil}` ? undefined : later(this.verdictAt, this.waitsUntil)
  }

  private clearsBy(begunAt: Temporal.Instant): Temporal.Instant {
    const begunOn = dayOf(this.rules, begunAt)
    return endOfDay(this.rules, begunOn.add({ days: this.rules.voucherDays }))
  }

  get isKept(): boolean {
    const paid = this.money.reduce(
      (sum, one) => (this.isInTime(one) ? sum + one.amountMinor : sum),
      0n,
    )
    return paid >= this.amountMinor
  }
}
