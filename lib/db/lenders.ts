import type { Selectable } from 'kysely'
import { type LenderPolicy, lenderPolicySchema } from '#lib/domain/lender-policy.ts'
import type { Database } from './client.ts'
import type { Lenders } from './schema.generated.ts'

export type Lender = Omit<Selectable<Lenders>, 'policy'> & { policy: LenderPolicy }

/** The lender whose portal answers under this host name (a port does not count); undefined: nobody's. */
export async function lenderByHost(db: Database, host: string): Promise<Lender | undefined> {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  const row = await db.selectFrom('lenders').selectAll().where('host', '=', name).executeTakeFirst()
  return row && toLender(row)
}

export async function lenderById(db: Database, lenderId: string): Promise<Lender> {
  const row = await db
    .selectFrom('lenders')
    .selectAll()
    .where('id', '=', lenderId)
    .executeTakeFirstOrThrow()
  return toLender(row)
}

/** A row of `lenders` with its policy checked. Throws when the stored policy does not follow its schema. */
export function toLender(row: Selectable<Lenders>): Lender {
  return { ...row, policy: lenderPolicySchema.parse(row.policy) }
}

/** Every lender's name and host, for the page where a person chooses. */
export function listLenders(db: Database): Promise<Pick<Lender, 'name' | 'host' | 'locale'>[]> {
  return db.selectFrom('lenders').select(['name', 'host', 'locale']).orderBy('name').execute()
}
