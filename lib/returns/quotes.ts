import { z } from 'zod'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import {
  type OwedAfter,
  quoteReturn,
  type ReturnQuote,
  type ReturnTerms,
  termsOf,
} from '#lib/domain/return/quote.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'

/** A quote as it was given: never changed, a newer one stands beside it. */
export type KeptQuote = ReturnQuote & {
  quoteId: string
  version: number
  validUntil: Temporal.PlainDate
  madeAt: Temporal.Instant
}

/** What a return would leave today, with nothing written. */
export async function quoteNow(
  db: Database,
  loan: LoanRecord,
  now: Temporal.Instant,
): Promise<ReturnQuote> {
  const { policy, timeZone } = loan.lender
  const today = dayAt(now, timeZone)
  return quoteOf(db, loan, termsOf(policy, today))
}

async function quoteOf(db: Database, loan: LoanRecord, terms: ReturnTerms): Promise<ReturnQuote> {
  const totalPriceMinor = await totalPriceOf(db, loan.loanId)
  return quoteReturn({ ...loan, totalPriceMinor }, terms)
}

type Quoting = { returnId: string; loan: LoanRecord; now: Temporal.Instant }

/** Writes the next version of a return's quote: by the terms given, else by those of today. */
export async function writeQuote(
  tx: Tx,
  { returnId, loan, now }: Quoting,
  frozen?: Pick<KeptQuote, 'terms' | 'validUntil'>,
): Promise<KeptQuote> {
  const { policy, timeZone, id: lenderId } = loan.lender
  const today = dayAt(now, timeZone)
  const quote = await quoteOf(tx, loan, frozen?.terms ?? termsOf(policy, today))
  const { terms, owedAfter, ...amounts } = quote
  const validUntil = frozen?.validUntil ?? today.add({ days: policy.return.quoteValidDays })
  const newest = await newestVersion(tx, returnId)
  const { id: quoteId, version } = await tx
    .insertInto('returnQuotes')
    .values({
      lenderId,
      returnId,
      version: newest + 1,
      rule: terms.rule,
      ...amounts,
      terms: JSON.stringify({ valuePercent: terms.valuePercent, asOn: terms.asOn.toString() }),
      owedAfter: JSON.stringify(asText(owedAfter)),
      validUntil,
      madeAt: now,
    })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
  await tx.updateTable('returns').set({ quoteId }).where('id', '=', returnId).execute()
  return { ...quote, quoteId, version, validUntil, madeAt: now }
}

async function newestVersion(tx: Tx, returnId: string): Promise<number> {
  const { newest } = await tx
    .selectFrom('returnQuotes')
    .select((eb) => eb.fn.max('version').as('newest'))
    .where('returnId', '=', returnId)
    .executeTakeFirstOrThrow()
  return Number(newest ?? 0)
}

/** Every version of a return's quote, the one in force first. */
export async function quotesOf(db: Database, returnId: string): Promise<KeptQuote[]> {
  const rows = await db
    .selectFrom('returnQuotes')
    .select(['id as quoteId', 'version', 'rule', 'terms', 'owedAfter', 'validUntil', 'madeAt'])
    .select(['totalPriceMinor', 'paidMinor', 'outstandingMinor', 'costReturnedMinor'])
    .where('returnId', '=', returnId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ rule, terms, owedAfter, ...rest }) => ({
    ...rest,
    terms: { rule, ...storedTerms.parse(terms) },
    owedAfter: storedAmounts.parse(owedAfter),
  }))
}

/** The quote in force. */
export async function quoteInForce(db: Database, returnId: string): Promise<KeptQuote> {
  const [newest] = await quotesOf(db, returnId)
  if (!newest) throw new Error(`return ${returnId} has no quote`)
  return newest
}

/** What an inspection goes by now: the terms in force on today's balance, with nothing written. */
export async function quoteToInspectBy(db: Database, returnId: string, loan: LoanRecord) {
  const quote = await quoteInForce(db, returnId)
  if (quote.outstandingMinor === loan.outstandingMinor) return quote
  return quoteOf(db, loan, quote.terms)
}

/**
 * The quote in force; when the balance has changed since, a newer version by the same terms.
 * Out of date, and with nothing arranged, it is made anew by the terms of today.
 */
export async function currentQuote(tx: Tx, { returnId, loan, now }: Quoting, isFrozen: boolean) {
  const quote = await quoteInForce(tx, returnId)
  const today = dayAt(now, loan.lender.timeZone)
  const isOver = !isFrozen && Temporal.PlainDate.compare(quote.validUntil, today) < 0
  const isStale = quote.outstandingMinor !== loan.outstandingMinor
  if (!isOver && !isStale) return { quote, isNew: false }
  const frozen = isOver ? undefined : quote
  return { quote: await writeQuote(tx, { returnId, loan, now }, frozen), isNew: true }
}

// The schedule in force may be a plan's, or cover only what was left; the price is what the loan began with,
// and what plans have cost since.
async function totalPriceOf(db: Database, loanId: string): Promise<bigint> {
  const { scheduled } = await db
    .selectFrom('installments')
    .select((eb) => eb.fn.sum<string | null>('amountMinor').as('scheduled'))
    .where('scheduleId', '=', (eb) =>
      eb
        .selectFrom('schedules')
        .select('id')
        .where('loanId', '=', loanId)
        .where('source', '=', 'import')
        .orderBy('version', 'desc')
        .limit(1),
    )
    .executeTakeFirstOrThrow()
  const { cost } = await db
    .selectFrom('ledgerEntries')
    .select((eb) => eb.fn.sum<string | null>('amountMinor').as('cost'))
    .where('loanId', '=', loanId)
    .where('account', '=', 'plan_cost')
    .executeTakeFirstOrThrow()
  return BigInt(scheduled ?? 0) - BigInt(cost ?? 0)
}

function asText(owedAfter: OwedAfter): Record<string, string> {
  return Object.fromEntries(Object.entries(owedAfter).map(([name, minor]) => [name, `${minor}`]))
}

const storedAmounts = z.record(z.enum(conditions), z.string().transform(BigInt))
const storedTerms = z.object({
  valuePercent: z.record(z.enum(conditions), z.number()),
  asOn: z.string().transform((text) => Temporal.PlainDate.from(text)),
})
