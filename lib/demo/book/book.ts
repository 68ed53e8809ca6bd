import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { database, pool } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { demoSecret } from '#lib/demo/environment.ts'
import { encrypt } from '#lib/encrypt.ts'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { importLoans } from '#lib/loans/import/import-loans.ts'
import { emailOf, toLoanBook } from './csv.ts'
import { type DemoLender, demoLenders } from './lenders.ts'
import { demoLoans } from './loans.ts'

export { type DemoPhone, demoPhones } from './phones.ts'

const keptFreshDays = 30

/**
 * Lenders, their lock services and their loans, through the real importer.
 * Adds what is missing and never touches what is there, so that what happened since stays.
 */
export async function loadDemoBook({
  worldUrl,
  now = Temporal.Now.instant(),
}: {
  worldUrl: string
  now?: Temporal.Instant
}): Promise<void> {
  await transaction(async (tx) => {
    for (const lender of demoLenders) await addLender(tx, lender, { worldUrl, now })
  })
  const missing = await missingLoans()
  if (missing.length === 0) return
  const text = toLoanBook(missing, now)
  const result = await importLoans(pool(), {
    open: () => Readable.from([Buffer.from(text)]),
    fileName: 'demo-loan-book.csv',
  })
  if (!result.ok) throw new Error(describeResult(result).join('\n'))
}

type Around = { worldUrl: string; now: Temporal.Instant }

async function addLender(tx: Tx, lender: DemoLender, { worldUrl, now }: Around): Promise<void> {
  await tx
    .insertInto('lenders')
    .values({ ...lender, policy: JSON.stringify(lender.policy) })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute()
  await addWhatIsNew(tx, lender, now)
  const { id: lenderId } = await tx
    .selectFrom('lenders')
    .select('id')
    .where('slug', '=', lender.slug)
    .executeTakeFirstOrThrow()
  const baseUrl = `${worldUrl}/mdm/${lender.slug}`
  await tx
    .insertInto('mdmConnections')
    .values([
      {
        lenderId,
        provider: 'http',
        baseUrl,
        secretEncrypted: encrypt(demoSecret(`mdm ${lender.slug}`), 'mdm-secret'),
      },
      { lenderId, provider: 'manual' },
    ])
    .onConflict((conflict) => conflict.columns(['lenderId', 'provider']).doNothing())
    .execute()
  // The world may have moved to another port since.
  await tx
    .updateTable('mdmConnections')
    .set({ baseUrl })
    .where('lenderId', '=', lenderId)
    .where('provider', '=', 'http')
    .where('baseUrl', '<>', baseUrl)
    .execute()
}

// A demo of an older version gets the policies it has not heard of; what staff changed since stays theirs.
async function addWhatIsNew(tx: Tx, { slug, policy }: DemoLender, now: Temporal.Instant) {
  await tx
    .updateTable('lenders')
    .set({ policy: sql`${JSON.stringify(policy)}::jsonb || policy` })
    .where('slug', '=', slug)
    .where(sql<boolean>`not policy ?& ${Object.keys(policy)}`)
    .execute()
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  await tx
    .updateTable('lenders')
    .set({ helpCheckedOn: today })
    .where('slug', '=', slug)
    .where((is) =>
      is.or([
        is('helpCheckedOn', 'is', null),
        is('helpCheckedOn', '<', today.subtract({ days: keptFreshDays })),
      ]),
    )
    .execute()
}

async function missingLoans() {
  const known = await database()
    .selectFrom('loans')
    .innerJoin('lenders', 'lenders.id', 'loans.lenderId')
    .select(['slug', 'loanNumber'])
    .execute()
  const there = new Set(known.map(({ slug, loanNumber }) => `${slug}/${loanNumber}`))
  return demoLoans.filter(({ lender, loan }) => !there.has(`${lender.slug}/${loan}`))
}

type Suggestion = {
  host: string
  name: string
  loanNumber: string
  email: string | undefined
  story: string
}

/** Who to sign in as, and what there is to see. */
export const signInAs: readonly Suggestion[] = [
  'SR-1001',
  'NM-2001',
  'SR-1006',
  'HS-3001',
  'SR-1012',
  'SR-1018',
].map((loanNumber) => {
  const loan = demoLoans.find((one) => one.loan === loanNumber)
  if (!loan) throw new Error(`the demo has no loan ${loanNumber}`)
  const { lender, person, story } = loan
  return { host: lender.host, name: person.name, loanNumber, email: emailOf(loan), story }
})
