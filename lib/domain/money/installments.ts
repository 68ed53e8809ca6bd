import { larger, smaller } from './money.ts'

export type Installment = { number: number; dueOn: Temporal.PlainDate; amountMinor: bigint }

export type InstallmentArrears = Installment & {
  openMinor: bigint
  /** What of it was waived. */
  waivedMinor: bigint
  /** `waived`: all of it, `partly_waived`: what was not paid of it; nothing of either is owed. */
  state: 'paid' | 'waived' | 'partly_waived' | 'overdue' | 'due'
  daysLate: number
}

export type LoanArrears = {
  installments: InstallmentArrears[]
  overdue: InstallmentArrears[]
  /** The first installment that is not overdue and not paid. */
  next: InstallmentArrears | undefined
  arrearsMinor: bigint
  outstandingMinor: bigint
}

/**
 * Where a loan stands on `today` (a date in the lender's zone). Money pays the oldest installment first,
 * so what is outstanding is always the newest part of the schedule, and what was waived the part before it.
 * An installment is late the day after it is due.
 */
export function arrearsOf(
  schedule: readonly Installment[],
  outstandingMinor: bigint,
  today: Temporal.PlainDate,
  waivedMinor = 0n,
): LoanArrears {
  const oldestFirst = schedule.toSorted(
    (a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn) || a.number - b.number,
  )
  const scheduledMinor = oldestFirst.reduce((sum, installment) => sum + installment.amountMinor, 0n)
  let coveredMinor = larger(scheduledMinor - outstandingMinor, 0n)
  let paidMinor = larger(coveredMinor - waivedMinor, 0n)
  const installments = oldestFirst.map((installment) => {
    const { amountMinor } = installment
    const openMinor = amountMinor - smaller(coveredMinor, amountMinor)
    const waivedMinor = amountMinor - openMinor - smaller(paidMinor, amountMinor)
    coveredMinor = larger(coveredMinor - amountMinor, 0n)
    paidMinor = larger(paidMinor - amountMinor, 0n)
    return arrearsOfOne(installment, { openMinor, waivedMinor }, today)
  })
  const overdue = installments.filter((installment) => installment.state === 'overdue')
  // What is outside the schedule is due at once: a lost dispute, say, or money from before a plan that went back.
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

/** What is owed besides the installments, due at once. */
export function unscheduledMinor({ installments, outstandingMinor }: LoanArrears): bigint {
  return installments.reduce((restMinor, { openMinor }) => restMinor - openMinor, outstandingMinor)
}

/** What of it is due on this very day: not late yet, and not paid ahead either. */
export function dueOnMinor({ installments }: LoanArrears, today: Temporal.PlainDate): bigint {
  return installments
    .filter(({ state, dueOn }) => state === 'due' && dueOn.equals(today))
    .reduce((sum, { openMinor }) => sum + openMinor, 0n)
}

function arrearsOfOne(
  installment: Installment,
  parts: { openMinor: bigint; waivedMinor: bigint },
  today: Temporal.PlainDate,
): InstallmentArrears {
  if (parts.openMinor === 0n)
    return { ...installment, ...parts, state: closedState(installment, parts), daysLate: 0 }
  if (Temporal.PlainDate.compare(today, installment.dueOn) <= 0)
    return { ...installment, ...parts, state: 'due', daysLate: 0 }
  const daysLate = today.since(installment.dueOn).days
  return { ...installment, ...parts, state: 'overdue', daysLate }
}

function closedState({ amountMinor }: Installment, { waivedMinor }: { waivedMinor: bigint }) {
  if (waivedMinor === 0n) return 'paid'
  return waivedMinor < amountMinor ? 'partly_waived' : 'waived'
}
