import { sql } from 'kysely'
import { countsNoMore } from '#lib/lock-rules/went-back.ts'

/** The newest thing that came of the links by which a borrower asks others to pay. */
export type AskNews = {
  payLinkId: string
  /** Whom the link is for, in the borrower's words; null: not said. */
  name: string | null
  at: Temporal.Instant
  /** What was paid by it; null: it was opened. */
  paid: { paymentId: string; amountMinor: bigint } | null
}

export type AskNewsText = Pick<AskNews, 'payLinkId' | 'name'> & {
  at: string
  paymentId: string | null
  amountMinor: string | null
}

/** News of three days, unless money of the loan has come since; for a query with `devices` and `loans` in it. */
export const askNews = sql<AskNewsText | null>`(
  select json_build_object('payLinkId', news.id, 'name', news.name, 'at', news.at,
           'paymentId', news.payment_id, 'amountMinor', news.paid_minor::text)
    from (
      select asked.id, asked.name, coalesce(asked.opened_at, (
               select min(begun.created_at) from payments as begun where begun.pay_link_id = asked.id)) as at,
             null::uuid as payment_id, null::bigint as paid_minor
        from pay_links as asked
       where asked.device_id = devices.id and asked.purpose = 'ask' and asked.revoked_at is null
         and asked.ends_at > now()
      union all
      select asked.id, asked.name, payments.booked_at, payments.id, payments.paid_minor
        from pay_links as asked join payments on payments.pay_link_id = asked.id
       where asked.device_id = devices.id and asked.purpose = 'ask' and payments.state = 'paid'
         and payments.booked_at is not null and not ${countsNoMore('payments')}) as news
   where news.at > now() - interval '3 days'
     and not exists (
       select from payments as newer where newer.loan_id = loans.id and newer.booked_at > news.at)
   order by news.at desc limit 1)`

export function toAskNews({ at, paymentId, amountMinor, ...link }: AskNewsText): AskNews {
  const paid =
    paymentId !== null && amountMinor !== null
      ? { paymentId, amountMinor: BigInt(amountMinor) }
      : null
  return { ...link, at: Temporal.Instant.from(at), paid }
}
