import type { Database } from '#lib/db/client.ts'
import { type Lender, lenderColumns, toLender } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Installment } from '#lib/domain/money/installments.ts'
import type { LedgerAccount, PostingCause } from '#lib/domain/money/ledger-accounts.ts'
import type { SettlementQuote } from '#lib/domain/money/settlement-quote.ts'
import { awaitsFirstPayment } from './awaits-first-payment.ts'
import { hasDisputedMoney } from './disputed-money.ts'
import { planCost, type RunningCost, toPlanCost } from './running-cost.ts'
import { quotesSeen, toQuote } from './settlement-quotes.ts'

export type LoanRecord = {
  loanId: string
  loanNumber: string
  borrowerId: string
  currency: string
  outstandingMinor: bigint
  creditMinor: bigint
  /** Since when the phone is the lender's again. */
  handedBackAt: Temporal.Instant | null
  /** A plan opens the phone with its first installment, and that is not paid yet. */
  awaitsFirstPayment: boolean
  /** A payer's bank has taken money back, or was asked to. */
  isDisputed: boolean
  /** What was said to settle the loan. */
  quotes: SettlementQuote[]
  /** What the plan costs that the loan runs by, as long as nothing of it has fallen away. */
  planCost: RunningCost | null
  schedule: Installment[]
  lender: Lender
}

/**
 * A loan's balance, its row locked until the transaction ends: whoever decides by it decides alone.
 * Here and everywhere `for no key update`: rows that only name the loan are written meanwhile, and nobody waits in a circle.
 */
export async function lockLoan(tx: Tx, loanId: string): Promise<LoanRecord> {
  const loan = await held(tx, loans(tx).where('loans.id', '=', loanId))
  if (!loan) throw new Error(`no loan ${loanId}`)
  return loan
}

/** The balance of a loan of this lender, held as by `lockLoan`; undefined: another's, or nobody's. */
export function lockLoanOfLender(
  tx: Tx,
  { loanId, lenderId }: { loanId: string; lenderId: string },
): Promise<LoanRecord | undefined> {
  return held(tx, loans(tx).where('loans.id', '=', loanId).where('loans.lenderId', '=', lenderId))
}

/** The balance of the loan that a payment is for, held as by `lockLoan`; undefined: no such payment. */
export function lockLoanOfPayment(tx: Tx, paymentId: string): Promise<LoanRecord | undefined> {
  const loanId = tx.selectFrom('payments').select('loanId').where('payments.id', '=', paymentId)
  return held(tx, loans(tx).where('loans.id', '=', loanId))
}

async function held(tx: Tx, asked: ReturnType<typeof loans>): Promise<LoanRecord | undefined> {
  const row = await asked.forNoKeyUpdate('loans').executeTakeFirst()
  return row && read(tx, row)
}

/** A loan's balance as it is now, without holding them. */
export async function readLoan(db: Database, loanId: string): Promise<LoanRecord> {
  return read(db, await loans(db).where('loans.id', '=', loanId).executeTakeFirstOrThrow())
}

function loans(db: Database) {
  return db
    .selectFrom('loans')
    .innerJoin('lenders', 'lenders.id', 'loans.lenderId')
    .select(lenderColumns)
    .select([
      'loans.id as loanId',
      'loans.borrowerId',
      'loans.loanNumber',
      'loans.currency as loanCurrency',
      'loans.outstandingMinor',
      'loans.creditMinor',
    ])
    .select([awaitsFirstPayment.as('awaitsFirstPayment'), quotesSeen.as('quotes')])
    .select([hasDisputedMoney.as('isDisputed'), planCost.as('planCost')])
    .select((eb) =>
      eb
        .selectFrom('devices')
        .select('devices.handedBackAt')
        .whereRef('devices.loanId', '=', 'loans.id')
        .as('handedBackAt'),
    )
}

type LoanRow = Awaited<ReturnType<ReturnType<typeof loans>['executeTakeFirstOrThrow']>>

async function read(db: Database, row: LoanRow): Promise<LoanRecord> {
  const { loanId, borrowerId, loanNumber, loanCurrency: currency, ...rest } = row
  const { outstandingMinor, creditMinor, handedBackAt, awaitsFirstPayment, ...more } = rest
  const { isDisputed, quotes, planCost, ...lender } = more
  const schedule = await db
    .selectFrom('installments')
    .innerJoin('schedules', 'schedules.id', 'installments.scheduleId')
    .select(['installments.number', 'installments.dueOn', 'installments.amountMinor'])
    .where('schedules.loanId', '=', loanId)
    .where('schedules.supersededAt', 'is', null)
    .orderBy('installments.number')
    .execute()
  return {
    loanId,
    borrowerId,
    loanNumber,
    currency,
    outstandingMinor,
    creditMinor,
    handedBackAt,
    awaitsFirstPayment,
    isDisputed,
    quotes: quotes.map(toQuote),
    planCost: planCost && toPlanCost(planCost),
    schedule,
    lender: toLender(lender),
  }
}

type PostingEntry = { account: LedgerAccount; amountMinor: bigint }

export type Posting = {
  lenderId: string
  /** What caused it and its id: the same cause posts once. */
  cause: PostingCause
  causeId: string
  currency: string
  loanId: string | null
  paymentId: string | null
  /** Debits positive, credits negative; entries of zero are left out. */
  entries: PostingEntry[]
}

/** Writes one balanced posting. False when this cause was posted before; then nothing is written. */
export async function post(tx: Tx, posting: Posting): Promise<boolean> {
  const { lenderId, cause, causeId, currency, loanId, paymentId } = posting
  const row = await tx
    .insertInto('postings')
    .values({ lenderId, cause, causeId })
    .onConflict((conflict) => conflict.columns(['cause', 'causeId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return false
  const entries = posting.entries.filter((entry) => entry.amountMinor !== 0n)
  if (entries.length === 0) throw new Error(`posting ${cause} ${causeId} has no entries`)
  await tx
    .insertInto('ledgerEntries')
    .values(
      entries.map((entry) => ({
        ...entry,
        lenderId,
        postingId: row.id,
        currency,
        loanId,
        paymentId,
      })),
    )
    .execute()
  return true
}

/** The newest entry of a loan; 0: none. Whoever books money to a loan holds its row, so its entries are numbered in the order they count. */
export async function newestEntry(tx: Tx, loanId: string): Promise<bigint> {
  const { newest } = await tx
    .selectFrom('ledgerEntries')
    .select((eb) => eb.fn.max('id').as('newest'))
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow()
  return BigInt(newest ?? 0)
}
