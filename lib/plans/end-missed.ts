import type { Tx } from '#lib/db/transaction.ts'
import type { Installment } from '#lib/domain/money/installments.ts'
import { larger } from '#lib/domain/money/money.ts'
import { restoredSchedule } from '#lib/domain/plan/after-plan.ts'
import { unearnedCostMinor } from '#lib/domain/plan/cost.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'
import { returnCost, returnFromEnd } from '#lib/ledger/plan-cost.ts'
import { installmentsOf, replaceSchedule } from '#lib/ledger/schedules.ts'
import { movePlan, type PlanRow } from './move-plan.ts'
import { todayAt } from './plan-basis.ts'

type Missed = { loan: LoanRecord; plan: PlanRow }

/**
 * Ends a plan whose installment did not come, by the lender's rule: its schedule stays, or the one before comes back.
 * What of its cost is not earned falls away; when nothing is owed then, the plan is kept after all.
 */
export async function endMissed(
  tx: Tx,
  { loan, plan }: Missed,
  now: Temporal.Instant,
): Promise<'missed' | 'kept'> {
  const { whenMissed } = loan.lender.policy.plan
  const returnedMinor = unearnedCostMinor(loan.planCost, todayAt(loan.lender, now))
  const returned = { planId: plan.id, returnedMinor, now }
  const owedMinor =
    whenMissed === 'schedule_stays'
      ? await returnFromEnd(tx, loan, returned)
      : await bringBack(tx, { loan, plan, returnedMinor }, now)
  const state = owedMinor === 0n ? 'kept' : 'missed'
  await movePlan(
    tx,
    plan,
    { state, nextCheckAt: null },
    {
      action: state,
      actor: 'keyturn',
      now,
      detail: { whenMissed, costReturnedMinor: String(returnedMinor) },
    },
  )
  return state
}

type Undone = Missed & { returnedMinor: bigint }

async function bringBack(
  tx: Tx,
  { loan, plan, returnedMinor }: Undone,
  now: Temporal.Instant,
): Promise<bigint> {
  const before = await scheduleBefore(tx, plan)
  const planId = plan.id
  const outstandingMinor = await returnCost(tx, loan, { planId, returnedMinor })
  if (outstandingMinor === 0n) return 0n
  const withoutCostMinor = larger(loan.outstandingMinor - (loan.planCost?.costMinor ?? 0n), 0n)
  const owed = { outstandingMinor, costMinor: outstandingMinor - withoutCostMinor }
  await replaceSchedule(tx, {
    lenderId: plan.lenderId,
    loanId: plan.loanId,
    planId,
    now,
    source: 'restored',
    installments: restoredSchedule(before, owed, todayAt(loan.lender, now)),
  })
  return outstandingMinor
}

// The one that the plan took the place of, as it stood then.
async function scheduleBefore(tx: Tx, { id, loanId }: PlanRow): Promise<Installment[]> {
  const own = tx
    .selectFrom('schedules as own')
    .select((eb) => eb.fn.min('own.version').as('version'))
    .where('own.planId', '=', id)
  const { id: scheduleId } = await tx
    .selectFrom('schedules')
    .select('id')
    .where('loanId', '=', loanId)
    .where('version', '<', own)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return installmentsOf(tx, scheduleId)
}
