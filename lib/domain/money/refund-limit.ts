import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'

export type RefundWish = {
  currency: string
  amountMinor: bigint
  /** What was given back of the same payment before by one person alone: many small parts are one large one. */
  givenAloneMinor: bigint
}

/** What one person alone may give back, of one payment or of the credit of one loan. */
export function refundAloneMinor({ desk }: Pick<LenderPolicy, 'desk'>, currency: string): bigint {
  return desk.refundAloneMinor[currency] ?? 0n
}

/** Whether a second person must agree. Without a limit in the currency, always. */
export function needsSecondPerson(
  { desk }: Pick<LenderPolicy, 'desk'>,
  { currency, amountMinor, givenAloneMinor }: RefundWish,
): boolean {
  return givenAloneMinor + amountMinor > refundAloneMinor({ desk }, currency)
}
