import { sql } from 'kysely'
import type { SettlementQuote } from '#lib/domain/money/settlement-quote.ts'

export type QuoteText = [rebateMinor: string, validUntil: string]

/** For a query with `loans` in it: what was said to settle the loan; also what is over, for money that was paid in time. */
export const quotesSeen = sql<QuoteText[]>`(
  select coalesce(json_agg(json_build_array(seen.rebate_minor::text, seen.valid_until)), '[]')
    from (select rebate_minor, max(valid_until) as valid_until from settlement_quotes
           where settlement_quotes.loan_id = loans.id and rebate_minor > 0
             and valid_until >= current_date - 60
           group by rebate_minor) as seen)`

export function toQuote([rebateMinor, validUntil]: QuoteText): SettlementQuote {
  return { rebateMinor: BigInt(rebateMinor), validUntil: Temporal.PlainDate.from(validUntil) }
}
