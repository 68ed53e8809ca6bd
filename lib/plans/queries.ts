import { z } from 'zod'
import type { Database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { Installment } from '#lib/domain/money/installments.ts'
import { type Budget, budgetNames, planReasons } from '#lib/domain/plan/ask.ts'
import { type PlanRefusal, planRefusals } from '#lib/domain/plan/decision.ts'
import { installmentsOf } from '#lib/ledger/schedules.ts'
import { newestOffer } from './newest-offer.ts'
import type { Offer } from './offer-row.ts'

/** A plan with what was asked, what was answered, and the schedule that counts in it. */
export type PlanRecord = Omit<Row, 'reasons' | 'refusals' | 'budget'> & {
  reasons: (typeof planReasons)[number][]
  refusals: PlanRefusal[]
  budget: Budget | null
  /** The schedule that was accepted, else the last one made; undefined when nothing could be. */
  offer: Offer | undefined
  /** The whole schedule that it was computed from. */
  before: Installment[]
}

/** A plan of this borrower; another's is not found. */
export async function planOf(
  db: Database,
  borrowerId: string,
  planId: string,
): Promise<PlanRecord | undefined> {
  if (!isUuid(planId)) return undefined
  const row = await plans(db)
    .where('loans.borrowerId', '=', borrowerId)
    .where('plans.id', '=', planId)
    .executeTakeFirst()
  return row && toPlan(db, row)
}

/** A plan of this lender, for its staff; another lender's is not found. */
export async function planAtDesk(
  db: Database,
  lenderId: string,
  planId: string,
): Promise<PlanRecord | undefined> {
  if (!isUuid(planId)) return undefined
  const row = await plans(db)
    .where('plans.lenderId', '=', lenderId)
    .where('plans.id', '=', planId)
    .executeTakeFirst()
  return row && toPlan(db, row)
}

export type PlanLine = Pick<Row, 'id' | 'reference' | 'state' | 'askedAt' | 'stateAt'>

/** What was asked for and agreed about a loan, newest first. */
export function plansOfLoan(db: Database, loanId: string): Promise<PlanLine[]> {
  return db
    .selectFrom('plans')
    .select(['id', 'reference', 'state', 'askedAt', 'stateAt'])
    .where('loanId', '=', loanId)
    .orderBy('askedAt', 'desc')
    .execute()
}

function plans(db: Database) {
  return db
    .selectFrom('plans')
    .innerJoin('loans', 'loans.id', 'plans.loanId')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .leftJoin('unlocks', (join) =>
      join
        .onRef('unlocks.loanId', '=', 'plans.loanId')
        .on('unlocks.cause', '=', 'plan')
        .on((eb) => eb('unlocks.causeId', '=', eb.cast<string>('plans.id', 'text'))),
    )
    .select(['plans.id', 'plans.reference', 'plans.state'])
    .select(['plans.stateAt', 'plans.reasons', 'plans.reasonNote'])
    .select(['plans.budget', 'plans.askedAt', 'plans.decideBy'])
    .select(['plans.version', 'plans.decidedBy', 'plans.decidedAt'])
    .select(['plans.decisionNote', 'plans.refusals', 'plans.opens'])
    .select(['plans.acceptedOfferId', 'plans.acceptedAt'])
    .select('plans.withdrawUntil')
    .select(['plans.warnedAt', 'plans.warnedInstallment'])
    .select(['plans.loanId', 'loans.loanNumber', 'loans.outstandingMinor'])
    .select(['loans.currency', 'borrowers.name as borrowerName', 'devices.id as deviceId'])
    .select(['devices.brand', 'devices.model', 'devices.nickname'])
    .select(['unlocks.state as unlockState', 'unlocks.confirmedAt as unlockConfirmedAt'])
}

type Row = Awaited<ReturnType<ReturnType<typeof plans>['execute']>>[number]

const budgetShape = z.record(z.enum(budgetNames), z.string().transform(BigInt))

async function toPlan(db: Database, row: Row): Promise<PlanRecord> {
  const offer = await newestOffer(db, row.id)
  return {
    ...row,
    reasons: planReasons.filter((name) => row.reasons.includes(name)),
    refusals: planRefusals.filter((name) => row.refusals.includes(name)),
    budget: row.budget ? budgetShape.parse(row.budget) : null,
    offer,
    before: offer ? await installmentsOf(db, offer.fromScheduleId) : [],
  }
}
