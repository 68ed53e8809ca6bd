import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { type LoanRecord, post } from '#lib/db/ledger.ts'
import { replaceSchedule } from '#lib/db/schedules.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { larger, smaller } from '#lib/domain/money.ts'
import { shortenedBy } from '#lib/domain/restructuring/after-plan.ts'
import { earnedCostMinor } from '#lib/domain/restructuring/cost.ts'
import { offerColumns, toOffer } from './offer-row.ts'

export type CostStanding = {
  restructuringId: string
  costMinor: bigint
  /** What of it falls away when the plan ends now. */
  unearnedMinor: bigint
}

/** How the cost of the plan that a loan runs by stands at `now`; undefined: there is none. */
export async function runningCost(
  db: Database,
  { loanId, lender }: Pick<LoanRecord, 'loanId' | 'lender'>,
  now: Temporal.Instant,
): Promise<CostStanding | undefined> {
  const row = await db
    .selectFrom('restructurings')
    .innerJoin('restructuringOffers', 'restructuringOffers.id', 'restructurings.acceptedOfferId')
    .select(offerColumns)
    .select(['restructurings.acceptedAt', 'restructurings.withdrawUntil'])
    .where('restructurings.loanId', '=', loanId)
    .where('restructurings.state', '=', 'active')
    .executeTakeFirst()
  if (!row?.acceptedAt) return undefined
  const { acceptedAt, withdrawUntil, ...offerRow } = row
  const { restructuringId, costMinor, installments } = toOffer(offerRow)
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(lender.timeZone).toPlainDate()
  const agreedOn = dayOf(acceptedAt)
  const lastDueOn = installments.at(-1)?.dueOn ?? agreedOn
  const plan = { costMinor, agreedOn, lastDueOn, withdrawUntil }
  return {
    restructuringId,
    costMinor,
    unearnedMinor: costMinor - earnedCostMinor(plan, dayOf(now)),
  }
}

/** What of a loan's balance is the cost of its plans: it is paid last, and bears no cost of its own. */
export async function unpaidCost(
  db: Database,
  { loanId, outstandingMinor }: Pick<LoanRecord, 'loanId' | 'outstandingMinor'>,
): Promise<bigint> {
  const { costMinor } = await db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .leftJoin('restructurings', (join) =>
      join.on((eb) => eb('postings.causeId', '=', eb.cast<string>('restructurings.id', 'text'))),
    )
    .select(sql<bigint>`coalesce(-sum(amount_minor), 0)::bigint`.as('costMinor'))
    .where('ledgerEntries.loanId', '=', loanId)
    .where('account', '=', 'plan_cost')
    // What was paid whole is no part of what is owed now.
    .where((eb) => eb('restructurings.state', 'is distinct from', 'kept'))
    .executeTakeFirstOrThrow()
  return smaller(larger(costMinor, 0n), outstandingMinor)
}

type Return = { restructuringId: string; returnedMinor: bigint }

/** Takes a part of a plan's cost off what is owed; what was paid beyond is the borrower's credit. Gives what is owed after it. */
export async function returnCost(
  tx: Tx,
  { loanId, lender, currency, outstandingMinor }: LoanRecord,
  { restructuringId, returnedMinor }: Return,
): Promise<bigint> {
  if (returnedMinor === 0n) return outstandingMinor
  const owedMinor = smaller(returnedMinor, outstandingMinor)
  await post(tx, {
    ...{ lenderId: lender.id, loanId, currency, paymentId: null },
    ...{ cause: 'plan_cost_returned', causeId: restructuringId },
    entries: [
      { account: 'plan_cost', amountMinor: returnedMinor },
      { account: 'loan_receivable', amountMinor: -owedMinor },
      { account: 'borrower_credit', amountMinor: owedMinor - returnedMinor },
    ],
  })
  return outstandingMinor - owedMinor
}

/** The same, where the plan's installments stay: the last ones ask for so much less. */
export async function returnFromEnd(
  tx: Tx,
  loan: LoanRecord,
  { restructuringId, returnedMinor, now }: Return & { now: Temporal.Instant },
): Promise<bigint> {
  if (returnedMinor === 0n) return loan.outstandingMinor
  await replaceSchedule(tx, {
    ...{ lenderId: loan.lender.id, loanId: loan.loanId, restructuringId, now },
    source: 'restructuring',
    installments: shortenedBy(loan.schedule, returnedMinor),
  })
  return returnCost(tx, loan, { restructuringId, returnedMinor })
}
