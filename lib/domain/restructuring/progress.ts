import type { LoanStanding } from '#lib/domain/installments.ts'

/** What is known of a plan that runs. */
export type RunningPlan = {
  warnedInstallment: number | null
  warnedAt: Temporal.Instant | null
  /** The end of the days that a warning gives. */
  answerBy: Temporal.Instant | null
}

export type PlanProgress =
  | 'kept'
  | 'on_track'
  /** An installment is overdue that nobody was warned about. */
  | 'to_warn'
  | 'warned'
  | 'caught_up'
  | 'missed'

/** Where a running plan stands. Only installments count: a charge outside the schedule is no missed installment. */
export function progressOf(
  { overdue, outstandingMinor }: LoanStanding,
  plan: RunningPlan,
  now: Temporal.Instant,
): PlanProgress {
  if (outstandingMinor === 0n) return 'kept'
  const [oldest] = overdue
  if (!oldest) return plan.warnedAt ? 'caught_up' : 'on_track'
  if (plan.warnedInstallment !== oldest.number || !plan.answerBy) return 'to_warn'
  return Temporal.Instant.compare(plan.answerBy, now) <= 0 ? 'missed' : 'warned'
}
