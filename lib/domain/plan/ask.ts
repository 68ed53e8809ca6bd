import { larger } from '#lib/domain/money/money.ts'

/** Why a borrower cannot pay as before; several may be true, and none has to be said. */
export const planReasons = [
  'lost_income',
  'less_income',
  'illness',
  'family',
  'separation',
  'bereavement',
  'higher_costs',
  'other_loans',
  'late_pay',
  'other',
] as const
export type PlanReason = (typeof planReasons)[number]

export const mostNoteLength = 500

export const incomeNames = ['income', 'support'] as const
export const spendingNames = ['housing', 'living', 'transport', 'credit'] as const
export const budgetNames = [...incomeNames, ...spendingNames] as const
export type BudgetName = (typeof budgetNames)[number]

/** What comes in and goes out in a month, in minor units. */
export type Budget = Record<BudgetName, bigint>

/** What is left of a month; less than nothing when more goes out than comes in. */
export function leftOverMinor(budget: Budget): bigint {
  const sum = (names: readonly BudgetName[]) =>
    names.reduce((total, name) => total + budget[name], 0n)
  return sum(incomeNames) - sum(spendingNames)
}

/** What an installment may take of it: half, and never less than nothing. */
export function affordableMinor(budget: Budget): bigint {
  return larger(leftOverMinor(budget), 0n) / 2n
}
