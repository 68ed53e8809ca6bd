import { sql } from 'kysely'
import type { SettlementQuote } from '#lib/domain/money/settlement-quote.ts'

type QuoteText = [rebateMinor: string, validUntil: string]

/** For a query with `settlement_quotes`: what of its rebate is left. What was waived since it was said is waived by it. */
export const rebateLeft = sql<bigint>`(
  settlement_quotes.rebate_minor - greatest((
    select coalesce(sum(waived.amount_minor), 0)
      from ledger_entries as waived join postings on postings.id = waived.posting_id
     where waived.loan_id = settlement_quotes.loan_id and waived.account = 'settlement_rebate'
       and postings.posted_at >= settlement_quotes.seen_at), 0))::bigint`

/** For a query with `loans` in it: what was said to settle the loan; also what is over, for money that was paid in time. */
export const quotesSeen = sql<QuoteText[]>`(
  select coalesce(json_agg(json_build_array(seen.left_minor::text, seen.valid_until)), '[]')
    from (select said.left_minor, max(said.valid_until) as valid_until
            from (select ${rebateLeft} as left_minor, valid_until from settlement_quotes
                   where settlement_quotes.loan_id = loans.id and rebate_minor > 0
                     and valid_until >= current_date - 60) as said
           where said.left_minor > 0
           group by said.left_minor) as seen)`

export function toQuote([rebateMinor, validUntil]: QuoteText): SettlementQuote {
  return { rebateMinor: BigInt(rebateMinor), validUntil: Temporal.PlainDate.from(validUntil) }
}
