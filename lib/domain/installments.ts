import { larger, smaller } from './money.ts'

export type Installment = { number: number; dueOn: Temporal.PlainDate; amountMinor: bigint }

export type InstallmentStanding = Installment & {
  openMinor: bigint
  state: 'paid' | 'overdue' | 'due'
  daysLate: number
}

export type LoanStanding = {
  installments: InstallmentStanding[]
  overdue: InstallmentStanding[]
  /** The first installment that is not overdue and not paid. */
  next: InstallmentStanding | undefined
  arrearsMinor: bigint
  outstandingMinor: bigint
}

/**
 * Where a loan stands on `today` (a date in the lender's zone). Money pays the oldest installment first,
 * so what is outstanding is always the newest part of the schedule. An installment is late the day after it is due.
 */
export function standingOf(
  schedule: readonly Installment[],
  outstandingMinor: bigint,
  today: Temporal.PlainDate,
): LoanStanding {
  const oldestFirst = schedule.toSorted(
    (a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn) || a.number - b.number,
  )
  const scheduledMinor = oldestFirst.reduce((sum, installment) => sum + installment.amountMinor, 0n)
  let paidMinor = larger(scheduledMinor - outstandingMinor, 0n)
  const installments = oldestFirst.map((installment) => {
    const coveredMinor = smaller(paidMinor, installment.amountMinor)
    paidMinor -= coveredMinor
    return standingOfOne(installment, installment.amountMinor - coveredMinor, today)
  })
  const overdue = installments.filter((installment) => installment.state === 'overdue')
  // Charges outside the schedule (a reinstated dispute, say) are due at once.
  const unscheduledMinor = larger(outstandingMinor - scheduledMinor, 0n)
  return {
    installments,
    overdue,
    next: installments.find((installment) => installment.state === 'due'),
    arrearsMinor: overdue.reduce(
      (sum, installment) => sum + installment.openMinor,
      unscheduledMinor,
    ),
    outstandingMinor,
  }
}

function standingOfOne(
  installment: Installment,
  openMinor: bigint,
  today: Temporal.PlainDate,
): InstallmentStanding {
  const daysLate = today.since(installment.dueOn).days
  if (openMinor === 0n) return { ...installment, openMinor, state: 'paid', daysLate: 0 }
  if (daysLate > 0) return { ...installment, openMinor, state: 'overdue', daysLate }
  return { ...installment, openMinor, state: 'due', daysLate: 0 }
}
