import { type Selectable, sql } from 'kysely'
import { type LenderPolicy, lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import type { Database } from './client.ts'
import type { Lenders } from './schema.generated.ts'

type Own = Omit<Selectable<Lenders>, 'policy'> & {
  /** Of its ways of paying, those that the account really takes: what payers are offered. */
  paymentMethods: string[]
  /** All that its settings say. */
  chosenMethods: string[]
}
export type Lender = Own & { policy: LenderPolicy }

// What the account was last read to take; all that was chosen, where it does not say, or takes none of it: then the refusal
// is told to a person when somebody pays.
const offered = sql<string[]>`coalesce((
  select array_agg(method order by place)
    from unnest(lenders.payment_methods) with ordinality as chosen (method, place)
   where method = any ((select methods from payment_accounts order by read_at desc limit 1)::text[])),
  lenders.payment_methods)`

/** Every column of `lenders`, by name: PostgreSQL keeps the plan of a query that names what it wants. */
export const lenderColumns = [
  'lenders.id',
  'lenders.slug',
  'lenders.host',
  'lenders.name',
  'lenders.locale',
  'lenders.timeZone',
  'lenders.currency',
  'lenders.country',
  'lenders.accentColor',
  'lenders.mark',
  'lenders.helpPhone',
  'lenders.helpEmail',
  'lenders.helpHours',
  'lenders.statementDescriptor',
  'lenders.paymentMethods as chosenMethods',
  offered.as('paymentMethods'),
  'lenders.createdAt',
  'lenders.helpCheckedOn',
  'lenders.settingsVersion',
  // As text: what was read before is known by it, without taking it apart first.
  sql<string>`lenders.policy::text`.as('policyText'),
] as const

export type LenderRow = Own & { policyText: string }

/** The lender whose portal answers under this host name; undefined: nobody's. */
export async function lenderByHost(db: Database, host: string): Promise<Lender | undefined> {
  const row = await db
    .selectFrom('lenders')
    .select(lenderColumns)
    .where('host', '=', hostName(host))
    .executeTakeFirst()
  return row && toLender(row)
}

/** A host as it stands in `lenders`: neither a port nor the dot that ends a full name counts. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/\.?(:\d+)?$/, '')
}

export async function lenderById(db: Database, lenderId: string): Promise<Lender> {
  const row = await db
    .selectFrom('lenders')
    .select(lenderColumns)
    .where('id', '=', lenderId)
    .executeTakeFirstOrThrow()
  return toLender(row)
}

/** A row of `lenders` with its policy checked. Throws when the stored policy does not follow its schema. */
export function toLender({ policyText, ...row }: LenderRow): Lender {
  return { ...row, policy: readPolicy(policyText) }
}

// A policy is read at every request and changes a few times a year.
const policies = new Map<string, LenderPolicy>()

function readPolicy(text: string): LenderPolicy {
  const known = policies.get(text)
  if (known) return known
  const policy = lenderPolicySchema.parse(JSON.parse(text))
  if (policies.size >= 100) policies.clear()
  policies.set(text, policy)
  return policy
}

/** Every lender's name and host, for the page where a person chooses. */
export function listLenders(db: Database): Promise<Pick<Lender, 'name' | 'host' | 'locale'>[]> {
  return db.selectFrom('lenders').select(['name', 'host', 'locale']).orderBy('name').execute()
}
