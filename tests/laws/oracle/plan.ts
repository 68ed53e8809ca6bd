import { type Balance, type Installment, least } from './balance.ts'
import type { Rules } from './calendar.ts'

type Offer = {
  costMinor: bigint
  installments: readonly Installment[]
}

/** A plan that runs: what it has earned by a day, and what it leaves behind when it ends before its time. */
export class Plan {
  readonly offer: Offer
  readonly acceptedOn: Temporal.PlainDate
  readonly before: readonly Installment[]

  readonly rules: Rules

  constructor(rules: Rules, offer: Offer, balance: Balance, acceptedOn: Temporal.PlainDate) {
    this.rules = rules
    this.offer = offer
    this.acceptedOn = acceptedOn
    this.before = balance.schedule
    balance.owe(offer.costMinor)
    balance.schedule = offer.installments
    balance.opensWithFirst = rules.opensWithFirst
  }

  /** By the whole months that passed; nothing through the days of withdrawal. */
  earnedMinor(day: Temporal.PlainDate): bigint {
    const { costMinor, installments } = this.offer
    if (!isLater(day, this.acceptedOn.add({ days: this.rules.withdrawWithinDays }))) return 0n
    const last = installments.at(-1)?.dueOn ?? this.acceptedOn
    let months = 1
    while (isLater(last, this.acceptedOn.add({ months }))) months += 1
    let passed = 0
    while (passed < months && !isLater(this.acceptedOn.add({ months: passed + 1 }), day))
      passed += 1
    return (costMinor * BigInt(passed)) / BigInt(months)
  }

  unearnedMinor(day: Temporal.PlainDate): bigint {
    return this.offer.costMinor - this.earnedMinor(day)
  }

  /** Left by the borrower: its installments stay, and what it has not earned is taken off their end. */
  leave(balance: Balance, day: Temporal.PlainDate): bigint {
    const earnedMinor = this.earnedMinor(day)
    const returnedMinor = this.offer.costMinor - earnedMinor
    balance.pay(returnedMinor)
    balance.schedule = withoutLast(balance.schedule, returnedMinor)
    return earnedMinor
  }

  /** Missed: the schedule from before comes back, and what the plan has earned comes last; or its own stays. */
  miss(balance: Balance, day: Temporal.PlainDate): bigint {
    if (this.rules.missedStays) return this.leave(balance, day)
    balance.opensWithFirst = false
    const earnedMinor = this.earnedMinor(day)
    balance.pay(this.offer.costMinor - earnedMinor)
    const last = this.before.at(-1)
    if (!last) throw new Error('no schedule before')
    const earned = [{ dueOn: dueAfter(last.dueOn, day), amountMinor: earnedMinor }]
    balance.schedule = earnedMinor > 0n ? [...this.before, ...earned] : this.before
    return earnedMinor
  }
}

const isLater = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) > 0

// On one day of every month, as all loans of the walk.
function dueAfter(last: Temporal.PlainDate, day: Temporal.PlainDate): Temporal.PlainDate {
  let months = 0
  while (isLater(day, last.add({ months })) || (months > 0 && last.add({ months }).equals(day)))
    months += 1
  return last.add({ months })
}

function withoutLast(schedule: readonly Installment[], amountMinor: bigint): Installment[] {
  const kept: Installment[] = []
  let leftMinor: bigint = amountMinor
  for (const one of schedule.toReversed()) {
    const offMinor = least(one.amountMinor, leftMinor)
    leftMinor -= offMinor
    if (one.amountMinor > offMinor)
      kept.unshift({ dueOn: one.dueOn, amountMinor: one.amountMinor - offMinor })
  }
  return kept
}
