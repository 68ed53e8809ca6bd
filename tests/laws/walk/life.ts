import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { PostingCause } from '#lib/domain/money/ledger-accounts.ts'
import type { Installment } from '#tests/laws/oracle/balance.ts'
import type { Rules } from '#tests/laws/oracle/calendar.ts'
import type { GivenBack } from '#tests/laws/oracle/give-back.ts'
import { Loan } from '#tests/laws/oracle/loan.ts'
import type { Plan } from '#tests/laws/oracle/plan.ts'
import type { Promised } from '#tests/laws/oracle/promise.ts'
import { leftOpenUntil, warn } from '#tests/laws/oracle/stays-open.ts'
import type { BookRow } from '#tests/loans/import/loan-book.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

export type Clock = { now: Temporal.Instant; startedAt: Temporal.Instant }

type Given = {
  loan: GivenLoan
  clock: Clock
  rules: Rules
  schedule: readonly Installment[]
  /** The loan's row of the lender's file. */
  row(values: BookRow): BookRow
}

/** One loan of the product, and beside it what it must be. */
export class OracleLife {
  readonly given: GivenLoan
  readonly oracle: Loan
  readonly rules: Rules
  readonly clock: Clock
  readonly row: Given['row']
  /** What the lender's file says: its installments, and what was paid elsewhere so far. */
  fileSchedule: readonly Installment[]
  elsewhereMinor = 0n
  /** What somebody was told settles the loan, and has not paid yet. */
  figure: { amountMinor: bigint } | undefined
  /** Pages that are open or were, and may be paid still. */
  readonly pages: string[] = []
  /** Whose payer is done, and whose money is on its way: since when. */
  readonly vouchers = new Map<string, Temporal.Instant>()
  readonly cards: string[] = []
  /** What two people made owed again, and what that took from where. */
  readonly owedAgain = new Map<string, GivenBack>()
  readonly counter: string[] = []
  promised: { id: string; oracle: Promised } | undefined
  plan: { id: string; oracle: Plan } | undefined
  /** What plans that have ended cost: it is paid last. */
  costMinor = 0n
  /** The newest refund, and what it took from where. */
  refunded:
    | { paymentId: string; amountMinor: bigint; pspRefundId: string; back: GivenBack }
    | undefined
  returnId: string | undefined
  /** The day by which a return counts what a plan has earned. */
  returnAsOn: Temporal.PlainDate | undefined
  isReturnSettled = false
  goodwillCredits = 0
  readonly follows = new Set<string>()

  constructor({ loan, clock, rules, schedule, row }: Given) {
    this.given = loan
    this.clock = clock
    this.rules = rules
    this.row = row
    this.fileSchedule = schedule
    this.oracle = new Loan(rules, schedule)
  }

  get now(): Temporal.Instant {
    return this.clock.now
  }

  get actor(): string {
    return `borrower:${this.given.borrowerId}`
  }
}

const underWay = ['requested', 'dispatching', 'retry_wait', 'accepted', 'delivered'] as const

/** The phone is not known to be locked, or something is under way that opens it. */
async function isOpen({ given, oracle }: OracleLife): Promise<boolean> {
  if (oracle.isHandedBack) return false
  const { lockState, live } = await database()
    .selectFrom('devices')
    .select('lockState')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('unlocks')
            .select('id')
            .whereRef('unlocks.deviceId', '=', 'devices.id')
            .where('unlocks.state', 'in', [...underWay]),
        )
        .as('live'),
    )
    .where('id', '=', given.deviceId)
    .executeTakeFirstOrThrow()
  return lockState !== 'locked' || !!live
}

/** Takes money back on both sides; an open phone is warned. */
export async function takingBack<T>(
  life: OracleLife,
  cause: string,
  { product, rules }: { product: () => Promise<unknown>; rules: () => T },
): Promise<T> {
  const before = leftOpenUntil(life.oracle, life.now)
  await product()
  const taken = rules()
  if (await isOpen(life)) warn(life.oracle, cause, before, life.now)
  return taken
}

/** The database stamps postings by its own clock: here it keeps that of the walk. */
export async function stampPostings({ given, clock }: OracleLife): Promise<void> {
  await transaction(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`update postings set posted_at = ${clock.now}
               where posted_at < ${clock.startedAt} and id in (
                 select posting_id from ledger_entries where loan_id = ${given.loanId})`.execute(tx)
  })
}

/** Postings of a cause that the walk has not looked at yet, the oldest first. */
export async function newPostings({ given, follows }: OracleLife, cause: PostingCause) {
  const rows = await database()
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(['postings.id', 'ledgerEntries.account', 'ledgerEntries.amountMinor'])
    .where('ledgerEntries.loanId', '=', given.loanId)
    .where('ledgerEntries.account', 'in', ['loan_receivable', 'borrower_credit'])
    .where('postings.cause', '=', cause)
    .orderBy('ledgerEntries.id')
    .execute()
  const fresh = [...Map.groupBy(rows, ({ id }) => id)].filter(([id]) => !follows.has(id))
  for (const [id] of fresh) follows.add(id)
  return fresh.map(([id, entries]) => ({ id, entries }))
}
