import { dayOf, type Rules } from './calendar.ts'

export type Installment = { dueOn: Temporal.PlainDate; amountMinor: bigint }

export const sumOf = (some: readonly { amountMinor: bigint }[]): bigint =>
  some.reduce((sum, one) => sum + one.amountMinor, 0n)
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
export const most = (a: bigint, b: bigint): bigint => (a > b ? a : b)
export const positive = (amount: bigint): bigint => most(amount, 0n)

/** Rounded up to what can be charged. */
export const inSteps = (amount: bigint, step: bigint): bigint =>
  ((amount + step - 1n) / step) * step

const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) < 0

/** A loan's balance: money pays the oldest installment first, and credit meets what is owed at once. */
export class Balance {
  schedule: readonly Installment[]
  owedMinor: bigint
  creditMinor = 0n
  /** The installments of a plan that opens the phone with the first of them. */
  opensWithFirst = false

  constructor(schedule: readonly Installment[]) {
    this.schedule = schedule
    this.owedMinor = sumOf(schedule)
  }

  /** Money for the loan; what is too much is credit. */
  pay(amountMinor: bigint): void {
    const paid = least(amountMinor, this.owedMinor)
    this.owedMinor -= paid
    this.creditMinor += amountMinor - paid
  }

  /** More is owed; credit pays it first. */
  owe(amountMinor: bigint): void {
    const met = least(amountMinor, this.creditMinor)
    this.creditMinor -= met
    this.owedMinor += amountMinor - met
  }

  notYetDueMinor(day: Temporal.PlainDate): bigint {
    return sumOf(this.schedule.filter(({ dueOn }) => !isBefore(dueOn, day)))
  }

  arrearsMinor(day: Temporal.PlainDate): bigint {
    return positive(this.owedMinor - this.notYetDueMinor(day))
  }

  /** Charged outside of the schedule: owed at once. */
  get chargedMinor(): bigint {
    return positive(this.owedMinor - sumOf(this.schedule))
  }

  /** What is open of each installment, the oldest first; those that are paid are left out. */
  get open(): Installment[] {
    let paid = positive(sumOf(this.schedule) - this.owedMinor)
    const open: Installment[] = []
    for (const { dueOn, amountMinor } of this.schedule) {
      const met = least(paid, amountMinor)
      paid -= met
      if (amountMinor > met) open.push({ dueOn, amountMinor: amountMinor - met })
    }
    return open
  }

  /** That first one is not paid whole yet; what is charged beside the schedule comes before it. */
  get awaitsFirst(): boolean {
    return this.opensWithFirst && this.owedMinor > sumOf(this.schedule.slice(1))
  }

  overdue(day: Temporal.PlainDate): Installment[] {
    return this.open.filter(({ dueOn }) => isBefore(dueOn, day))
  }

  copy(): Balance {
    const copy = new Balance(this.schedule)
    copy.owedMinor = this.owedMinor
    copy.creditMinor = this.creditMinor
    copy.opensWithFirst = this.opensWithFirst
    return copy
  }
}

/** What a page asks for by each of its choices, and what it waives; undefined where it is not offered. */
export function priceOf(
  balance: Balance,
  choice: 'arrears' | 'arrears_and_next' | 'settle',
  {
    rules,
    now,
    unearnedMinor,
    saidMinor = 0n,
  }: { rules: Rules; now: Temporal.Instant; unearnedMinor: bigint; saidMinor?: bigint },
): { amountMinor: bigint; rebateMinor: bigint } | undefined {
  const day = dayOf(rules, now)
  const arrears = balance.arrearsMinor(day)
  const whole = (minor: bigint) => inSteps(minor, rules.stepMinor)
  if (choice === 'arrears')
    return arrears > 0n ? { amountMinor: whole(arrears), rebateMinor: 0n } : undefined
  const ahead = balance.open.filter(({ dueOn }) => !isBefore(dueOn, day))
  if (choice === 'settle') {
    if (balance.owedMinor === 0n) return undefined
    const dueMinor = balance.owedMinor - unearnedMinor
    const ofToday = (positive(sumOf(ahead) - unearnedMinor) * rules.rebatePercent) / 100n
    const best = most(ofToday, saidMinor)
    if (best >= dueMinor) return undefined
    // Less than can be charged is paid with the least that can.
    const amountMinor = whole(most(dueMinor - best, rules.leastMinor))
    return { amountMinor, rebateMinor: positive(dueMinor - amountMinor) }
  }
  const [next] = ahead
  return next && { amountMinor: whole(arrears + next.amountMinor), rebateMinor: 0n }
}
