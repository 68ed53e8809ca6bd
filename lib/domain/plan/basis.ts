import type { LoanBalance } from '#lib/domain/lock/effect.ts'
import { arrearsOf, type LoanArrears } from '#lib/domain/money/installments.ts'
import { larger } from '#lib/domain/money/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { type DueDays, dueDaysAfter } from './due-days.ts'

export type PlanBasis = {
  /** As they are once the plan that runs now has made way: without what of its cost is not earned. */
  balance: LoanBalance
  /** What of them bears a cost: what is owed without the cost of earlier plans. */
  costBearingMinor: bigint
  /** What of the running plan's cost falls away when another takes its place. */
  costReturnedMinor: bigint
  currency: string
  /** The least that can be charged: an installment below it could not be paid alone. Unsaid: anything. */
  leastChargeMinor?: bigint | undefined
  today: Temporal.PlainDate
  policy: LenderPolicy['plan']
  /** The last day on which a plan's first installment may be due for it to be decided without a person. */
  instantThrough?: Temporal.PlainDate
}

type RemainingSchedule = {
  arrears: LoanArrears
  days: DueDays
  /** The most that the schedule of today asks for until a due day, what is overdue or due today included. */
  mostMinor: bigint
  /** The same without these: what the borrower is used to. */
  usualMinor: bigint
}

const known = new WeakMap<PlanBasis, RemainingSchedule>()

/** What every plan of one basis begins from, worked out once: where the loan stands, its days to come, how heavy they are. */
export function remainingScheduleOf(basis: PlanBasis): RemainingSchedule {
  const remaining = known.get(basis) ?? lookAt(basis)
  known.set(basis, remaining)
  return remaining
}

function lookAt({ balance, today }: PlanBasis): RemainingSchedule {
  const arrears = arrearsOf(balance.schedule, balance.outstandingMinor, today)
  const { installments, arrearsMinor } = arrears
  const days = dueDaysAfter(installments, today)
  const loads = new Map<number, bigint>()
  let nowMinor = arrearsMinor
  for (const { state, dueOn, openMinor } of installments) {
    if (state !== 'due') continue
    if (dueOn.equals(today)) {
      nowMinor += openMinor
      continue
    }
    const index = days.indexOf(dueOn)
    loads.set(index, (loads.get(index) ?? 0n) + openMinor)
  }
  const usual = [...loads.values()].reduce(larger, 0n)
  const largest = installments.reduce((most, one) => larger(most, one.amountMinor), 0n)
  return {
    arrears,
    days,
    mostMinor: larger((loads.get(0) ?? 0n) + nowMinor, usual),
    usualMinor: usual || largest,
  }
}
