import { sql } from 'kysely'
import type { AwaitingPayer } from '#lib/domain/money/given-back.ts'
import type { MoneyText } from '#lib/domain/money/money.ts'

/** For a query with `refunds` and their `payments` in it: the currency of the money that goes back, which may be another than was asked. */
export const refundCurrency = sql<string>`coalesce(
  (select entry.currency from postings
     join ledger_entries as entry on entry.posting_id = postings.id
    where postings.cause = 'capture'
      and postings.cause_id = coalesce(refunds.payment_intent_id, payments.payment_intent_id)
    limit 1), payments.currency)`

/** For a query with `payments` in it: what was given back of each, or is on its way back, by currency; null: nothing. */
export const refundedByCurrency = sql<MoneyText[] | null>`(
  select jsonb_agg(jsonb_build_object('currency', back.currency, 'amountMinor', back.total::text)
                   order by back.currency)
    from (select ${refundCurrency} as currency, sum(refunds.amount_minor) as total
            from refunds
           where refunds.payment_id = payments.id and refunds.state not in ('failed', 'requires_action')
           group by 1) as back)`

/** The same of what goes back only once its payer has said where to. */
export const awaitingPayer = sql<AwaitingPayer[] | null>`(
  select jsonb_agg(jsonb_build_object('currency', back.currency, 'amountMinor', back.total::text,
                                      'dueAt', back.due_at) order by back.currency)
    from (select ${refundCurrency} as currency, sum(refunds.amount_minor) as total,
                 min(refunds.action_due_at) as due_at
            from refunds
           where refunds.payment_id = payments.id and refunds.state = 'requires_action'
           group by 1) as back)`
