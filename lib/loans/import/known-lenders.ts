import type pg from 'pg'
import type { KnownLenders } from './read-row.ts'

/** The lenders of this installation, by what a loan book calls them. */
export async function knownLenders(client: pg.PoolClient): Promise<KnownLenders> {
  const { rows } = await client.query<{
    slug: string
    id: string
    locale: string
    country: string | null
    providers: string[]
    methods: string[]
  }>(`
    select slug, lenders.id, locale, country, payment_methods as methods, array_remove(array_agg(provider order by provider), null) as providers
      from lenders left join mdm_connections on lender_id = lenders.id
     group by lenders.id order by slug`)
  return new Map(
    rows.map(({ slug, providers, methods: paymentMethods, ...lender }) => [
      slug,
      { ...lender, paymentMethods, providers: new Set(providers) },
    ]),
  )
}
