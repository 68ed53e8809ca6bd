import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { type Lender, lenderColumns, toLender } from '#lib/db/lenders.ts'
import { chargeableCurrencies, chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import { isWatched } from '#lib/lock-rules/watched-services.ts'

/** Loans whose rest is too little to be charged, of lenders who waive it; without those for which money may be on its way, or whose lock service is only watched. */
export async function smallRests(db: Database, limit: number): Promise<string[]> {
  const found: string[] = []
  for (const lender of await waivingLenders(db)) {
    const rows = await restsOf(lender, sql`not ${hasWatchedPhone}`, limit).execute(db)
    found.push(...rows.rows.map(({ id }) => id))
  }
  return found
}

/** The same of one lock service that is only watched: what would be waived once its watching ends. */
export async function watchedSmallRests(
  db: Database,
  { lenderId, provider }: { lenderId: string; provider: string },
): Promise<string[]> {
  const lender = (await waivingLenders(db)).find(({ id }) => id === lenderId)
  if (!lender) return []
  const isIts = sql`${hasWatchedPhone} and exists (
    select from devices where devices.loan_id = loans.id and devices.provider = ${provider})`
  const { rows } = await restsOf(lender, isIts, 10_000).execute(db)
  return rows.map(({ id }) => id)
}

const hasWatchedPhone = sql`exists (
  select from devices where devices.loan_id = loans.id and ${isWatched})`

/** For a query with `loans`: no money may be on its way, and no return. */
export const mayBeWaived = sql<boolean>`(
  not exists (
    select from payments
     where payments.loan_id = loans.id and payments.state in ('opening', 'open', 'processing'))
  and not exists (
    select from devices where devices.loan_id = loans.id and devices.handed_back_at is not null)
  and not exists (
    select from returns
     where returns.loan_id = loans.id and returns.state not in ('offered', 'withdrawn', 'expired', 'closed')))`

function restsOf(lender: Lender, which: RawBuilder<unknown>, limit: number) {
  const least = leastCharges(lender.paymentMethods)
  return sql<{ id: string }>`
      select loans.id
        from unnest(${[...least.keys()]}::text[], ${[...least.values()]}::bigint[]) as least (currency, minor)
        join loans on loans.lender_id = ${lender.id} and loans.currency = least.currency
         and loans.outstanding_minor > 0 and loans.outstanding_minor < least.minor
       where ${mayBeWaived} and ${which}
       order by loans.id
       limit ${limit}`
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
    chargeableCurrencies.flatMap((currency) => {
      const limits = chargeLimits(currency, methods)
      return limits ? [[currency, limits.minimumMinor] as const] : []
    }),
  )
}
