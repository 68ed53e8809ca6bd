/** What was said to settle a loan: what is owed less this rebate, through a last day. */
export type SettlementQuote = { rebateMinor: bigint; validUntil: Temporal.PlainDate }

type Books = { outstandingMinor: bigint; quotes?: readonly SettlementQuote[] }

/** The best quote that stands on a day; of two as good the one that stands longer. */
export function quoteOn(
  { quotes = [] }: Books,
  day: Temporal.PlainDate,
): SettlementQuote | undefined {
  return quotes
    .filter(({ validUntil }) => Temporal.PlainDate.compare(validUntil, day) >= 0)
    .reduce<SettlementQuote | undefined>((a, b) => (a && isBetter(a, b) ? a : b), undefined)
}

/** What a quote adds to an amount that is paid on a day: all that is left then, when that is no more than its rebate. */
export function quotedRebateMinor(
  books: Books,
  amountMinor: bigint,
  paidOn: Temporal.PlainDate,
): bigint {
  const leftMinor = books.outstandingMinor - amountMinor
  const { rebateMinor = 0n } = quoteOn(books, paidOn) ?? {}
  return amountMinor > 0n && leftMinor > 0n && leftMinor <= rebateMinor ? leftMinor : 0n
}

function isBetter(a: SettlementQuote, b: SettlementQuote): boolean {
  if (a.rebateMinor !== b.rebateMinor) return a.rebateMinor > b.rebateMinor
  return Temporal.PlainDate.compare(a.validUntil, b.validUntil) >= 0
}
