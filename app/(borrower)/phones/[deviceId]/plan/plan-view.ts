import { database } from '#lib/db/client.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import { parseAmount } from '#lib/domain/money/money.ts'
import { affordableMinor, type Budget, type BudgetName, budgetNames } from '#lib/domain/plan/ask.ts'
import { type PlanBasis, remainingScheduleOf } from '#lib/domain/plan/basis.ts'
import { barsToAsking, isInstant, type PlanRefusal } from '#lib/domain/plan/decision.ts'
import {
  type OwnAmountFault,
  type OwnLimits,
  ownAmountPlan,
  ownLimits,
} from '#lib/domain/plan/own-amount.ts'
import type { Plan } from '#lib/domain/plan/plan.ts'
import { bestFitting, planOptions } from '#lib/domain/plan/plan-options.ts'
import { type CalledRhythm, callRhythm } from '#lib/domain/plan/rhythm.ts'
import { listedDays, type Reader } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { basisOf, historyOf, type LoanHistory } from '#lib/plans/plan-basis.ts'
import type { Draft } from './draft.ts'

/** What stands in the way of a plan, by what is known of the loan. */
export async function askEligibility(phone: Phone, now: Temporal.Instant) {
  const loan = await readLoan(database(), phone.loanId)
  const basis = await basisOf(database(), loan, now)
  const history = await historyOf(database(), phone.loanId, now)
  return { basis, history, bars: barsToAsking(basis, history) }
}

export type AskEligibility = { basis: PlanBasis; history: LoanHistory; bars: PlanRefusal[] }

/** The typed budget; `faults` names the lines that are no amount. Nothing typed: it was skipped. */
export function readBudget(
  typed: Draft['budget'],
  currency: string,
  locale: string,
): { budget: Budget | undefined; faults: BudgetName[] } {
  const lines = budgetNames.map((name) => {
    const text = typed[name]?.trim() ?? ''
    const amount = text === '' ? 0n : parseAmount(text, currency, locale)
    return { name, isEmpty: text === '', amount }
  })
  const faults = lines.filter((line) => line.amount === undefined).map((line) => line.name)
  if (faults.length > 0 || lines.every((line) => line.isEmpty)) return { budget: undefined, faults }
  const amounts = lines.map(({ name, amount }) => [name, amount ?? 0n])
  return { budget: Object.fromEntries(amounts) as Budget, faults }
}

export type Offered = Plan & { isInstant: boolean; isSuggested: boolean }

export type PlanView = {
  basis: PlanBasis
  arrears: LoanArrears
  options: Offered[]
  budget: Budget | undefined
  /** Between which amounts one of one's own may lie; undefined: none would help, and none is asked for. */
  limits: OwnLimits | undefined
  rhythm: CalledRhythm
  /** The plan by the amount that was typed. */
  own: Plan | undefined
  ownFault: OwnAmountFault | 'not_an_amount' | undefined
}

export function planView(basis: PlanBasis, draft: Draft, locale: string): PlanView {
  const { currency } = basis
  const { budget } = readBudget(draft.budget, currency, locale)
  const plans = planOptions(basis, budget && affordableMinor(budget))
  const suggested = budget && bestFitting(plans, budget)
  const ownMinor = parseAmount(draft.monthly, currency, locale)
  const own = ownMinor === undefined ? 'not_an_amount' : ownAmountPlan(ownMinor, basis, plans)
  const limits = ownLimits(basis, plans)
  const isTyped = limits !== undefined && draft.kind === 'own_amount'
  return {
    basis,
    arrears: remainingScheduleOf(basis).arrears,
    options: plans.map((plan) => ({
      ...plan,
      isInstant: isInstant(plan, basis),
      isSuggested: plan === suggested,
    })),
    budget,
    limits,
    rhythm: callRhythm(remainingScheduleOf(basis).days.rhythm),
    own: isTyped && typeof own !== 'string' ? own : undefined,
    ownFault: isTyped && typeof own === 'string' ? own : undefined,
  }
}

/** What was chosen: an option by its name, or the typed amount. */
export function chosenPlan({ options, own }: PlanView, { kind }: Draft): Plan | undefined {
  return kind === 'own_amount' ? own : options.find((plan) => plan.terms.kind === kind)
}

export function writtenDays(
  {
    basis,
    options,
    own,
  }: Pick<PlanView, 'options' | 'own'> & { basis: { today: Temporal.PlainDate } },
  reader: Reader,
): (day: Temporal.PlainDate) => string {
  const last = [...options, ...(own ? [own] : [])].map(({ lastDueOn }) => lastDueOn)
  return listedDays([basis.today, ...last], reader)
}
