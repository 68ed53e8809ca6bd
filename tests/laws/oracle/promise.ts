import { endOfDay, isAfter, type Rules } from './calendar.ts'

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
  constructor(
    rules: Rules,
    made: { amountMinor: bigint; dueOn: Temporal.PlainDate; at: Temporal.Instant },
  ) {
    const { amountMinor, dueOn, at } = made
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

  get isKept(): boolean {
    const paid = this.money.reduce(
      (sum, one) => (this.isInTime(one) ? sum + one.amountMinor : sum),
      0n,
    )
    return paid >= this.amountMinor
  }
}
