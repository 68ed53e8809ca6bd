import type { LoanBooks } from '#lib/domain/lock/effect.ts'
import { type LoanStanding, standingOf } from '#lib/domain/money/installments.ts'
import { larger } from '#lib/domain/money/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { type DueDays, dueDaysAfter } from './due-days.ts'

export type PlanGround = {
  /** As they are once the plan that runs now has made way: without what of its cost is not earned. */
  books: LoanBooks
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

export type Terrain = {
  standing: LoanStanding
  days: DueDays
  /** The most that the schedule of today asks for until a due day, what is overdue or due today included. */
  mostMinor: bigint
  /** The same without these: what the borrower is used to. */
  usualMinor: bigint
}

const known = new WeakMap<PlanGround, Terrain>()

/** What every plan of one ground begins from, worked out once: where the loan stands, its days to come, how heavy they are. */
export function terrainOf(ground: PlanGround): Terrain {
  const terrain = known.get(ground) ?? lookAt(ground)
  known.set(ground, terrain)
  return terrain
}

function lookAt({ books, today }: PlanGround): Terrain {
  const standing = standingOf(books.schedule, books.outstandingMinor, today)
  const { installments, arrearsMinor } = standing
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
    standing,
    days,
    mostMinor: larger((loads.get(0) ?? 0n) + nowMinor, usual),
    usualMinor: usual || largest,
  }
}
