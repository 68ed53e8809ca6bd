import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { awaitedMoney } from '#lib/plans/awaited-money.ts'
import { planOf } from '#lib/plans/queries.ts'
import { type FollowedPlan, type ShownPlanRecord, shownPlan } from './shown-plan.ts'

/** The plan that an address names, with its phone, of the borrower who is signed in. */
export async function requirePlan(planId: string): Promise<ShownPlanRecord> {
  const { lender, borrower } = await requireBorrower()
  const plan = await planOf(database(), borrower.id, planId)
  const phone = plan && (await phoneOf(database(), borrower.id, plan.deviceId))
  if (!phone) return missing()
  return shownPlan(plan, phone, { lender, reach: borrower.reach, reader: await readerOf(lender) })
}

/** The same with the money that it waits for. */
export async function followPlan(planId: string): Promise<FollowedPlan> {
  const shown = await requirePlan(planId)
  const { plan, now, lender, reader } = shown
  const standing = { ...plan, standing: now.standing }
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now: reader.now }
  const awaited =
    plan.state === 'active' ? await awaitedMoney(database(), standing, clock) : undefined
  return { ...shown, awaited }
}
