import type { Tx } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { arrearsOf, type LoanArrears } from '#lib/domain/money/installments.ts'
import { answerBy, type PlanProgress, progressOf } from '#lib/domain/plan/progress.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { type AwaitedMoney, awaitedMoney, mayBePaid } from './awaited-money.ts'
import { currentSchedule } from './current-schedule.ts'
import { endMissed } from './end-missed.ts'
import { lockPlan, movePlan, type PlanRow } from './move-plan.ts'
import { todayAt } from './plan-basis.ts'
import { beforeEndOf, earlier, nextReviewAt } from './review-time.ts'

export type Review = {
  planId: string
  /** The borrower is left in peace for now: nobody is warned, and nothing ends. */
  isSpared: boolean
  now: Temporal.Instant
}

export type Reviewed = {
  plan: PlanRow
  /** Until when the phone is to be left alone for the plan; null: no longer, undefined: as before. */
  heldUntil?: Temporal.Instant | null
  /** A cost fell away, and nothing is owed any more: no payment says so. */
  isPaidOff?: boolean
} & (
  | { change: 'nothing' | 'kept' | 'caught_up' | 'missed' | 'expired' | 'superseded' }
  | { change: 'decision_late'; until: Temporal.Instant }
  | { change: 'warned'; installment: number; until: Temporal.Instant }
)

/** Looks at what time has done to a plan: a decision that is late, an offer that has run out, installments paid or missed. */
export async function reviewPlan(tx: Tx, review: Review): Promise<Reviewed | undefined> {
  const found = await tx
    .selectFrom('plans')
    .select('loanId')
    .where('id', '=', review.planId)
    .executeTakeFirst()
  if (!found) return undefined
  const loan = await lockLoan(tx, found.loanId)
  const plan = await lockPlan(tx, review.planId)
  if (plan.state === 'asked') return reviewAsked(tx, { loan, plan }, review)
  if (plan.state === 'offered') return reviewOffered(tx, { loan, plan }, review)
  if (plan.state === 'active') return reviewActive(tx, { loan, plan }, review)
  if (plan.state === 'superseded' && plan.nextCheckAt)
    return endSuperseded(tx, { loan, plan }, review)
  return { plan, change: 'nothing' }
}

type Known = { loan: LoanRecord; plan: PlanRow }

async function reviewAsked(tx: Tx, { loan, plan }: Known, { now }: Review): Promise<Reviewed> {
  const isLate = plan.nextCheckAt && Temporal.Instant.compare(plan.nextCheckAt, now) <= 0
  if (!isLate) return { plan, change: 'nothing' }
  const { policy, timeZone } = loan.lender
  const lastDay = todayAt(loan.lender, now).add({ days: policy.plan.decideWithinDays })
  const until = endOfDay(lastDay, timeZone)
  await noteNextReview(tx, plan, beforeEndOf(until))
  return { plan, change: 'decision_late', until }
}

async function reviewOffered(tx: Tx, { loan, plan }: Known, { now }: Review): Promise<Reviewed> {
  const { validUntil } = await tx
    .selectFrom('planOffers')
    .select((eb) => eb.fn.max('validUntil').as('validUntil'))
    .where('planId', '=', plan.id)
    .executeTakeFirstOrThrow()
  if (Temporal.PlainDate.compare(validUntil, todayAt(loan.lender, now)) >= 0)
    return { plan, change: 'nothing' }
  const values = { state: 'expired', nextCheckAt: null } as const
  await movePlan(tx, plan, values, { action: 'expired', actor: 'keyturn', now })
  return { plan, change: 'expired' }
}

async function reviewActive(tx: Tx, known: Known, review: Review): Promise<Reviewed> {
  const { isSpared, now } = review
  const { loan, plan } = known
  const current = await currentSchedule(tx, loan.loanId)
  if (current.planId !== plan.id) return endSuperseded(tx, known, review)
  const { policy, timeZone } = loan.lender
  const clock = { policy, timeZone, now }
  const arrears = arrearsOf(loan.schedule, loan.outstandingMinor, todayAt(loan.lender, now))
  const awaited = await awaitedMoney(tx, { ...plan, arrears }, clock)
  const warning = { answerBy: answerBy(plan, clock), waitsUntil: awaited?.waitsUntil }
  const progress = progressOf(arrears, { ...plan, ...warning }, now)
  const isBad = progress === 'to_warn' || progress === 'missed'
  const isUnsure = isBad && (await mayBePaid(tx, { ...plan, arrears }, clock))
  const next = nextReviewAt(loan.schedule, { timeZone, now })
  const soon = isUnsure ? now.add({ minutes: 10 }) : awaited?.waitsUntil
  await noteNextReview(tx, plan, soon ? earlier(next, soon) : next)
  if (isUnsure || (isBad && isSpared)) return { plan, change: 'nothing' }
  return changes[progress](tx, { ...known, arrears, awaited }, now)
}

type Stood = Known & { arrears: LoanArrears; awaited: AwaitedMoney | undefined }
type Change = (tx: Tx, stood: Stood, now: Temporal.Instant) => Promise<Reviewed>

const waits: Change = async (_tx, { plan, awaited }) => ({
  plan,
  change: 'nothing',
  heldUntil: awaited?.waitsUntil ?? null,
})

const changes: Record<PlanProgress, Change> = {
  on_track: waits,
  waiting: waits,
  async warned(_tx, { loan, plan }) {
    return { plan, change: 'nothing', heldUntil: answerBy(plan, loan.lender) }
  },
  async kept(tx, { plan }, now) {
    const values = { state: 'kept', nextCheckAt: null } as const
    await movePlan(tx, plan, values, { action: 'kept', actor: 'keyturn', now })
    return { plan, change: 'kept' }
  },
  async caught_up(tx, { plan, awaited }, now) {
    const values = { warnedAt: null, warnedInstallment: null }
    await movePlan(tx, plan, values, { action: 'caught_up', actor: 'keyturn', now })
    return { plan, change: 'caught_up', heldUntil: awaited?.waitsUntil ?? null }
  },
  async to_warn(tx, { loan, plan, arrears }, now) {
    const installment = arrears.overdue[0]?.number ?? 0
    const values = { warnedAt: now, warnedInstallment: installment }
    await movePlan(tx, plan, values, {
      action: 'warned',
      actor: 'keyturn',
      now,
      detail: { installment },
    })
    const until = answerBy(values, loan.lender) ?? now
    return { plan, change: 'warned', installment, until }
  },
  async missed(tx, { loan, plan }, now) {
    const change = await endMissed(tx, { loan, plan }, now)
    return { plan, change, isPaidOff: change === 'kept' }
  },
}

// The lender's own new schedule counts. Whoever put it there ended the plan, or time finds it here.
async function endSuperseded(tx: Tx, { plan }: Known, { now }: Review): Promise<Reviewed> {
  const values = { state: 'superseded', nextCheckAt: null } as const
  if (plan.state === 'superseded')
    await tx.updateTable('plans').set(values).where('id', '=', plan.id).execute()
  else await movePlan(tx, plan, values, { action: 'superseded', actor: 'keyturn', now })
  return { plan, change: 'superseded' }
}

async function noteNextReview(
  tx: Tx,
  { id }: PlanRow,
  nextCheckAt: Temporal.Instant,
): Promise<void> {
  await tx.updateTable('plans').set({ nextCheckAt }).where('id', '=', id).execute()
}
