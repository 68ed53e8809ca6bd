import { dayAt } from '#lib/domain/day.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import type { InstallmentArrears, LoanArrears } from '#lib/domain/money/installments.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'

/** What is known of a plan that runs. */
export type WarnedPlan = { warnedInstallment: number | null; warnedAt: Temporal.Instant | null }
type RunningPlan = WarnedPlan & {
  /** The end of the days that a warning gives. */
  answerBy: Temporal.Instant | null
  /** Until when money that was on its way in time is waited for. */
  waitsUntil: Temporal.Instant | undefined
}

export type PlanProgress =
  | 'kept'
  | 'on_track'
  /** An installment is overdue, and its money was on its way in time. */
  | 'waiting'
  /** An installment is overdue that nobody was warned about. */
  | 'to_warn'
  | 'warned'
  | 'caught_up'
  | 'missed'

/** Where a running plan stands. Only installments count: a charge outside the schedule is no missed installment. */
export function progressOf(
  { overdue, outstandingMinor }: LoanArrears,
  plan: RunningPlan,
  now: Temporal.Instant,
): PlanProgress {
  if (outstandingMinor === 0n) return 'kept'
  const [oldest] = overdue
  if (!oldest) return plan.warnedAt ? 'caught_up' : 'on_track'
  if (plan.waitsUntil) return 'waiting'
  if (!isWarnedOf(plan, oldest) || !plan.answerBy) return 'to_warn'
  return Temporal.Instant.compare(plan.answerBy, now) <= 0 ? 'missed' : 'warned'
}

type Rules = { policy: Pick<LenderPolicy, 'plan'>; timeZone: string }

/** The end of the days that a warning gives, whole ones; null: nobody was warned. */
export function answerBy(
  { warnedAt }: Pick<WarnedPlan, 'warnedAt'>,
  { policy, timeZone }: Rules,
): Temporal.Instant | null {
  if (!warnedAt) return null
  const warnedOn = dayAt(warnedAt, timeZone)
  return endOfDay(warnedOn.add({ days: policy.plan.warnDays }), timeZone)
}

/** By when the oldest open installment has to be paid: through its day, or once warned, through the days of the warning. */
export function payableBy(
  { overdue: [overdue], next }: Pick<LoanArrears, 'overdue' | 'next'>,
  plan: WarnedPlan,
  rules: Rules,
): Temporal.Instant | undefined {
  const oldest = overdue ?? next
  if (!oldest) return undefined
  const warned = isWarnedOf(plan, oldest) ? answerBy(plan, rules) : null
  return warned ?? endOfDay(oldest.dueOn, rules.timeZone)
}

function isWarnedOf({ warnedInstallment }: WarnedPlan, { number }: InstallmentArrears): boolean {
  return warnedInstallment === number
}
