import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import { post } from '#lib/ledger/ledger.ts'
import { newestOffer } from '#lib/plans/newest-offer.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { acceptPlan } from '#lib/workflows/plans/accept-plan.ts'
import { askAndHold } from '#lib/workflows/plans/ask-and-hold.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'
import { ask as askToPay, loanRow, paymentRow } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

const usual: PlanTerms = {
  kind: 'longer_term',
  extraMonths: 2,
  pauseMonths: 0,
  partNowMinor: 0n,
  ownMinor: null,
}

/** What needs a person in the lenders of the tests. */
export const forAPerson = { kind: 'smaller_installments', extraMonths: 6 } as const

/** Asks as the page does; the answer may be that something has changed. */
export async function tryToAsk(
  loan: GivenLoan,
  terms: Partial<PlanTerms> = {},
  {
    now = Temporal.Now.instant(),
    seenOutstandingMinor,
  }: { now?: Temporal.Instant; seenOutstandingMinor?: bigint } = {},
) {
  const { outstandingMinor } = await loanRow(loan)
  return transaction((tx) =>
    askAndHold(tx, {
      loanId: loan.loanId,
      actor: `borrower:${loan.borrowerId}`,
      terms: { ...usual, ...terms },
      seenOutstandingMinor: seenOutstandingMinor ?? outstandingMinor,
      reasons: ['illness'],
      note: null,
      budget: null,
      now,
    }),
  )
}

export async function ask(...asked: Parameters<typeof tryToAsk>) {
  const answer = await tryToAsk(...asked)
  if ('refusal' in answer) throw new Error(answer.refusal)
  return answer
}

export async function offerOf(planId: string) {
  const offer = await newestOffer(database(), planId)
  if (!offer) throw new Error('nothing is offered')
  return offer
}

export async function accept(
  loan: GivenLoan,
  planId: string,
  { offerId, now = Temporal.Now.instant() }: { offerId?: string; now?: Temporal.Instant } = {},
) {
  const seen = offerId ?? (await offerOf(planId)).offerId
  return transaction((tx) =>
    acceptPlan(tx, {
      borrowerId: loan.borrowerId,
      planId,
      offerId: seen,
      actor: `borrower:${loan.borrowerId}`,
      now,
    }),
  )
}

/** Asks within the instant rules and accepts. */
export async function agree(
  loan: GivenLoan,
  terms: Partial<PlanTerms> = {},
  now = Temporal.Now.instant(),
): Promise<string> {
  const { planId, state } = await ask(loan, terms, { now })
  if (state !== 'offered') throw new Error(state)
  const accepted = await accept(loan, planId, { now })
  if ('refusal' in accepted) throw new Error(accepted.refusal)
  return planId
}

export function takeBack(loan: GivenLoan, planId: string) {
  return transaction((tx) =>
    takeBackPlan(tx, {
      borrowerId: loan.borrowerId,
      planId,
      actor: `borrower:${loan.borrowerId}`,
      now: Temporal.Now.instant(),
    }),
  )
}

export function planRow(planId: string) {
  return database()
    .selectFrom('plans')
    .selectAll()
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
}

/** Every schedule of a loan, the oldest first, with its installments as [day, amount]. */
export async function schedulesOf({ loanId }: GivenLoan) {
  const rows = await database()
    .selectFrom('schedules')
    .innerJoin('installments', 'installments.scheduleId', 'schedules.id')
    .select(['version', 'source', 'supersededAt', 'dueOn', 'amountMinor'])
    .where('loanId', '=', loanId)
    .orderBy('version')
    .orderBy('installments.number')
    .execute()
  const versions = [...Map.groupBy(rows, ({ version }) => version).values()]
  return versions.map((of) => ({
    source: of[0]?.source,
    isCurrent: of[0]?.supersededAt === null,
    installments: of.map((one) => [`${one.dueOn}`, one.amountMinor] as const),
  }))
}

/** The holds of a plan that have not ended, and how the ended ones ended. */
export async function holdsOf(planId: string): Promise<string[]> {
  const rows = await database()
    .selectFrom('holds')
    .select(['reason', 'endReason'])
    .where('causeId', '=', planId)
    .orderBy('fromAt')
    .execute()
  return rows.map(({ reason, endReason }) => `${reason} ${endReason ?? 'stands'}`)
}

export async function noticesAbout(planId: string): Promise<string[]> {
  const rows = await database()
    .selectFrom('notices')
    .select(['kind', 'channel'])
    .where('causeId', 'like', `${planId}%`)
    .orderBy('kind')
    .orderBy('channel')
    .execute()
  return rows.map(({ kind, channel }) => `${kind} ${channel}`)
}

let captures = 0

/** Money comes in and is booked: the amount, or what settles the loan where that is less. */
export async function payIn(
  loan: GivenLoan,
  amountMinor: bigint,
  now = Temporal.Now.instant(),
): Promise<void> {
  const opened = await askToPay(loan, { choice: 'other', amountMinor, now, confirmAnother: true })
  if ('limitMinor' in opened && opened.refusal === 'above_maximum')
    return payIn(loan, opened.limitMinor, now)
  if (!('paymentId' in opened)) throw new Error(inspect(opened))
  const { askedMinor, currency } = await paymentRow(opened.paymentId)
  captures += 1
  await transaction((tx) =>
    bookCapture(tx, {
      paymentId: opened.paymentId,
      paymentIntentId: `pi_plan_${captures}_${loan.loanId}`,
      received: { amountMinor: askedMinor, currency },
      capturedAt: now,
      now,
    }),
  )
}

/** Money that came elsewhere, as an import books it. */
export async function paidElsewhere(loan: GivenLoan, amountMinor: bigint): Promise<void> {
  const { lenderId, loanId } = loan
  const { currency } = await database()
    .selectFrom('loans')
    .select('currency')
    .where('id', '=', loanId)
    .executeTakeFirstOrThrow()
  await transaction((tx) =>
    post(tx, {
      lenderId,
      loanId,
      currency,
      paymentId: null,
      cause: 'paid_elsewhere',
      causeId: `${loanId}:${randomUUID()}`,
      entries: [
        { account: 'loan_receivable', amountMinor: -amountMinor },
        { account: 'lender_book', amountMinor },
      ],
    }),
  )
}

/** The posting by which the lender's book last told of money of this loan. */
export async function newestElsewhere({ loanId }: GivenLoan): Promise<string> {
  const { id } = await database()
    .selectFrom('postings')
    .select('id')
    .where('cause', '=', 'paid_elsewhere')
    .where('causeId', 'like', `${loanId}:%`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return id
}

/** Money that the lender's book tells of, and what follows from it. */
export async function toldElsewhere(loan: GivenLoan, amountMinor: bigint): Promise<void> {
  await paidElsewhere(loan, amountMinor)
  await followElsewhere({ postingId: await newestElsewhere(loan), loanId: loan.loanId })
}
