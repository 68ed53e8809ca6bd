import { sql } from 'kysely'
import type { MoneyText } from '#lib/domain/money/money.ts'

/**
 * For a query with `payments` in it: what came for each and lies set aside for a person, neither booked nor on its way
 * back; null: nothing.
 */
export const setAsideMoney = sql<MoneyText | null>`(
  select json_build_object('currency', held.currency, 'amountMinor', held.amount_minor::text)
    from (select entry.currency, -sum(entry.amount_minor) - coalesce((
                   select sum(refunds.amount_minor) from refunds
                    where refunds.payment_id = payments.id and refunds.state <> 'failed'
                      and not exists (select from postings where postings.cause = 'refund'
                                         and postings.cause_id = refunds.psp_refund_id)), 0)
                   as amount_minor
            from ledger_entries as entry
           where entry.payment_id = payments.id and entry.account = 'suspense'
           group by entry.currency) as held
   where held.amount_minor > 0 order by held.amount_minor desc limit 1)`

/** For the same: whether its money may still come, or is set aside. */
export const isPendingPayment = sql<boolean>`(
  payments.state in ('opening', 'open', 'processing') or ${setAsideMoney} is not null)`
