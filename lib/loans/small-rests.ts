import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { lenderColumns, toLender } from '#lib/db/lenders.ts'
import { isWatched } from '#lib/db/watched-services.ts'
import { chargeLimits } from '#lib/gateways/charge-limits.ts'
import { stripeCurrencies } from '#lib/gateways/stripe-currencies.ts'

/** Loans whose rest is too little to be charged, of lenders who waive it; without those for which money may be on its way, or whose lock service is only watched. */
export async function smallRests(db: Database, limit: number): Promise<string[]> {
  const found: string[] = []
  for (const lender of await waivingLenders(db)) {
    const least = leastCharges(lender.paymentMethods)
    const rows = await sql<{ id: string }>`
      select loans.id
        from unnest(${[...least.keys()]}::text[], ${[...least.values()]}::bigint[]) as least (currency, minor)
        join loans on loans.lender_id = ${lender.id} and loans.currency = least.currency
         and loans.outstanding_minor > 0 and loans.outstanding_minor < least.minor
       where not exists (
               select from payments
                where payments.loan_id = loans.id and payments.state in ('opening', 'open', 'processing'))
         and not exists (
               select from devices where devices.loan_id = loans.id and devices.returned_at is not null)
         and not exists (
               select from devices where devices.loan_id = loans.id and ${isWatched})
         and not exists (
               select from returns
                where returns.loan_id = loans.id and returns.state not in ('offered', 'withdrawn', 'expired', 'closed'))
       order by loans.id
       limit ${limit}`.execute(db)
    found.push(...rows.rows.map(({ id }) => id))
  }
  return found
}

async function waivingLenders(db: Database) {
  const rows = await db
    .selectFrom('lenders')
    .select(lenderColumns)
    .where(sql<string>`lenders.policy->>'smallRest'`, '=', 'waive')
    .execute()
  return rows.map(toLender)
}

function leastCharges(methods: readonly string[]): Map<string, bigint> {
  return new Map(
    stripeCurrencies.flatMap((currency) => {
      const limits = chargeLimits(currency, methods)
      return limits ? [[currency, limits.minimumMinor] as const] : []
    }),
  )
}
