import type { LoanBalance } from '#lib/domain/lock/effect.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { larger, percentOf, smaller } from '#lib/domain/money/money.ts'
import { shortenedBy } from '#lib/domain/plan/after-plan.ts'
import { unearnedCostMinor } from '#lib/domain/plan/cost.ts'
import { type Condition, conditions } from '#lib/domain/policy/hardship-policy.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'

export const returnRules = ['loan_closed', 'settlement', 'half'] as const
export type ReturnRule = (typeof returnRules)[number]

/** What a quote goes by. Frozen with it: a newer balance is quoted by the same terms. */
export type ReturnTerms = {
  rule: ReturnRule
  /** The phone's value in percent of the total price. */
  valuePercent: Record<Condition, number>
  /** What is overdue, and what a plan has earned, counts as of this day, a date in the lender's zone. */
  asOn: Temporal.PlainDate
}

/** Books with the total price of the loan, whatever schedule is in force now. */
export type ReturnBalance = LoanBalance & { totalPriceMinor: bigint }

export type OwedAfter = Record<Condition, bigint>

export type ReturnQuote = {
  terms: ReturnTerms
  totalPriceMinor: bigint
  paidMinor: bigint
  outstandingMinor: bigint
  /** What of the running plan's cost is not earned: it falls away with the return, and the figures count without it. */
  costReturnedMinor: bigint
  owedAfter: OwedAfter
}

/** The terms that hold for a return quoted today. */
export function termsOf(policy: LenderPolicy, asOn: Temporal.PlainDate): ReturnTerms {
  const { rule, valuePercent } = policy.return
  return { rule, valuePercent, asOn }
}

/** What is still owed after the return in each condition: never below nothing, never more than is owed without it. */
export function quoteReturn(balance: ReturnBalance, terms: ReturnTerms): ReturnQuote {
  const { totalPriceMinor, outstandingMinor } = balance
  const costReturnedMinor = smaller(
    unearnedCostMinor(balance.planCost, terms.asOn),
    outstandingMinor,
  )
  const without = withoutCost(balance, costReturnedMinor)
  const owed = (condition: Condition) =>
    smaller(owedBy(without, terms, condition), without.outstandingMinor)
  return {
    terms,
    totalPriceMinor,
    paidMinor: paidOf(balance),
    outstandingMinor,
    costReturnedMinor,
    owedAfter: Object.fromEntries(
      conditions.map((condition) => [condition, owed(condition)]),
    ) as OwedAfter,
  }
}

function withoutCost(balance: ReturnBalance, costMinor: bigint): ReturnBalance {
  return {
    schedule: shortenedBy(balance.schedule, costMinor),
    outstandingMinor: balance.outstandingMinor - costMinor,
    totalPriceMinor: balance.totalPriceMinor - costMinor,
  }
}

function owedBy(balance: ReturnBalance, terms: ReturnTerms, condition: Condition): bigint {
  if (terms.rule === 'half') return half(balance, terms.asOn)
  if (terms.rule === 'loan_closed' && isWorkingOrder(condition)) return 0n
  return settlement(balance, terms.valuePercent[condition])
}

// What is owed less what the phone is worth.
function settlement(
  { outstandingMinor, totalPriceMinor }: ReturnBalance,
  valuePercent: number,
): bigint {
  return larger(outstandingMinor - percentOf(totalPriceMinor, valuePercent), 0n)
}

// Consumer Credit Act 1974 (UK), s. 99(2): what had become due is paid in any case. S. 100(1): beyond it, what is
// missing to half the total price. Half of an odd amount is rounded in the borrower's favour.
function half(balance: ReturnBalance, asOn: Temporal.PlainDate): bigint {
  const { arrearsMinor } = arrearsOf(balance.schedule, balance.outstandingMinor, asOn)
  const toHalf = larger(balance.totalPriceMinor / 2n - paidOf(balance), 0n)
  return larger(toHalf, arrearsMinor)
}

function paidOf({ totalPriceMinor, outstandingMinor }: ReturnBalance): bigint {
  return larger(totalPriceMinor - outstandingMinor, 0n)
}

/** Worn by ordinary use counts as working order. */
function isWorkingOrder(condition: Condition): boolean {
  return condition === 'good' || condition === 'worn'
}

/**
 * Whether a person decides what damage adds: by s. 100(4) of the Act, what makes up for a lack of reasonable care.
 * The other rules have a figure for damage.
 */
export function isDamageDecided(rule: ReturnRule, condition: Condition): boolean {
  return rule === 'half' && !isWorkingOrder(condition)
}

/** What is still owed now by a figure that was set when `quotedMinor` was owed: later payments count, whatever the rule. */
export function owedAtSettlement(
  { owedMinor, quotedMinor }: { owedMinor: bigint; quotedMinor: bigint },
  outstandingMinor: bigint,
): bigint {
  return larger(outstandingMinor - (quotedMinor - owedMinor), 0n)
}
