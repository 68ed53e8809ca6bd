import { type PlanCost, unearnedCostMinor } from '#lib/domain/plan/cost.ts'
import { larger, smaller } from './money.ts'

/** What was said to settle a loan: what is owed less this rebate, through a last day. */
export type SettlementQuote = { rebateMinor: bigint; validUntil: Temporal.PlainDate }

type Balance = {
  outstandingMinor: bigint
  quotes?: readonly SettlementQuote[]
  /** What the plan costs that the loan runs by. */
  planCost?: PlanCost | null
}

/** What is not asked for when the rest of a loan is paid: what its plan has not earned, and a rebate. */
export type FallsAway = { costMinor: bigint; rebateMinor: bigint }

/** The best quote that stands on a day; of two as good the one that stands longer. */
export function quoteOn(
  { quotes = [] }: Pick<Balance, 'quotes'>,
  day: Temporal.PlainDate,
): SettlementQuote | undefined {
  return quotes
    .filter(({ validUntil }) => Temporal.PlainDate.compare(validUntil, day) >= 0)
    .reduce<SettlementQuote | undefined>((a, b) => (a && isBetter(a, b) ? a : b), undefined)
}

/** What pays the whole loan on a day, without any rebate. */
export function toSettleMinor(balance: Balance, day: Temporal.PlainDate): bigint {
  return larger(balance.outstandingMinor - unearnedCostMinor(balance.planCost, day), 0n)
}

/** Whether nothing is to be paid any more: what falls away when the loan is settled is all that it owes. */
export function isSettledAsSaid(balance: Balance, day: Temporal.PlainDate): boolean {
  const { rebateMinor = 0n } = quoteOn(balance, day) ?? {}
  return balance.outstandingMinor > 0n && rebateMinor >= toSettleMinor(balance, day)
}

/** What falls away with an amount that is paid on a day: all that was promised, when the amount is enough; the surplus is the payer's. */
export function fallsAwayBy(
  balance: Balance,
  amountMinor: bigint,
  paidOn: Temporal.PlainDate,
): FallsAway {
  const dueMinor = toSettleMinor(balance, paidOn)
  const { rebateMinor = 0n } = quoteOn(balance, paidOn) ?? {}
  if (amountMinor <= 0n || amountMinor + rebateMinor < dueMinor)
    return { costMinor: 0n, rebateMinor: 0n }
  return {
    costMinor: unearnedCostMinor(balance.planCost, paidOn),
    rebateMinor: smaller(rebateMinor, dueMinor),
  }
}

/** The same in one sum. */
export function fallingAwayMinor(...of: Parameters<typeof fallsAwayBy>): bigint {
  const { costMinor, rebateMinor } = fallsAwayBy(...of)
  return costMinor + rebateMinor
}

/**
 * What is waived for a payment that had a page: what was said to settle the loan, or what the page waived. Where the page
 * rounded up what it asked for, what ends the loan to the last unit is enough: the rest would be a credit of less than a coin.
 */
export function waivedFor(
  balance: Balance,
  {
    amountMinor,
    pageRebateMinor,
    paidOn,
  }: { amountMinor: bigint; pageRebateMinor: bigint; paidOn: Temporal.PlainDate },
): bigint {
  if (amountMinor + pageRebateMinor === toSettleMinor(balance, paidOn)) return pageRebateMinor
  return larger(pageRebateMinor, fallsAwayBy(balance, amountMinor, paidOn).rebateMinor)
}

function isBetter(a: SettlementQuote, b: SettlementQuote): boolean {
  if (a.rebateMinor !== b.rebateMinor) return a.rebateMinor > b.rebateMinor
  return Temporal.PlainDate.compare(a.validUntil, b.validUntil) >= 0
}
