import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'

export const cashMethods = ['cash', 'bank_transfer'] as const
export type CashMethod = (typeof cashMethods)[number]

/** Why one person's word about money is not enough. */
export const cashReasons = ['over_limit', 'overpaid', 'ends_loan'] as const
export type CashReason = (typeof cashReasons)[number]

type CashWish = {
  currency: string
  amountMinor: bigint
  /** What the same person has entered alone on the same day. What was undone counts: its phone was opened. */
  takenAloneMinor: bigint
  /** What of it is more than is owed. */
  creditMinor: bigint
  /** What was owed before it. */
  owedMinor: bigint
  /** What is owed after it, without a rest that is waived by itself. */
  leftMinor: bigint
}

/** Why a second person must agree before it is booked; empty: nobody must. Without a limit in the currency, always. */
export function whyTwoTakeCash(
  { desk }: Pick<LenderPolicy, 'desk'>,
  { currency, amountMinor, takenAloneMinor, creditMinor, owedMinor, leftMinor }: CashWish,
): CashReason[] {
  const limitMinor = desk.cashAloneMinor[currency] ?? 0n
  const isSo: Record<CashReason, boolean> = {
    over_limit: takenAloneMinor + amountMinor > limitMinor,
    overpaid: creditMinor > 0n,
    ends_loan: owedMinor > 0n && leftMinor === 0n,
  }
  return cashReasons.filter((reason) => isSo[reason])
}
