import { expect } from 'vitest'
import { transaction } from '#lib/db/transaction.ts'
import { decidePlan } from '#lib/workflows/plans/decide-plan.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'
import { least } from '#tests/laws/oracle/balance.ts'
import { dayOf, endOfDay } from '#tests/laws/oracle/calendar.ts'
import { Plan } from '#tests/laws/oracle/plan.ts'
import { accept, offerOf, planRow, tryToAsk } from '#tests/plans/given-plan.ts'
import { holdsOf } from '#tests/returns/given-return.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { newPostings, type OracleLife, stampPostings } from './life.ts'

/** Asks for a plan that is decided at once, and accepts it. */
export async function agreePlan(life: OracleLife, which: number): Promise<boolean> {
  const { given, now, oracle, rules } = life
  if (life.plan || oracle.balance.owedMinor === 0n) return false
  const extraMonths = 1 + which
  const owedMinor = oracle.balance.owedMinor
  const asked = await tryToAsk(given, { kind: 'longer_term', extraMonths }, { now }).catch(
    unlessRefused,
  )
  if (!asked || 'refusal' in asked) return false
  const id = asked.planId
  await takeHolds(life)
  const isOffered = asked.state === 'offered' || (which % 2 === 0 && (await offerByStaff(life, id)))
  if (!isOffered) {
    const by = { borrowerId: given.borrowerId, planId: id, actor: life.actor, now }
    await transaction((tx) => takeBackPlan(tx, by))
    oracle.holds.takeBack(id, now)
    return false
  }
  const { installments, costMinor } = await offerOf(id)
  expect(costMinor, 'the cost of the plan').toBe(
    ((owedMinor - least(owedMinor, life.costMinor)) * BigInt(extraMonths) * rules.planPercent) /
      100n,
  )
  const sum = installments.reduce((total, one) => total + one.amountMinor, 0n)
  expect(sum, 'the installments of the plan').toBe(owedMinor + costMinor)
  const accepted = await accept(given, id, { now })
  if ('refusal' in accepted) throw new Error(accepted.refusal)
  await stampPostings(life)
  const today = dayOf(rules, now)
  life.plan = {
    id,
    oracle: new Plan(rules, { costMinor, installments }, oracle.balance, today),
  }
  oracle.plan = life.plan.oracle
  const first = installments[0]?.dueOn ?? today
  const until = endOfDay(rules, first.add({ days: Math.max(rules.graceDays, 1) }))
  oracle.holds.plans.push({ from: now, until })
  await takeHolds(life)
  return true
}

// What needs a person: somebody offers it as it was asked.
async function offerByStaff({ given, now }: OracleLife, planId: string): Promise<boolean> {
  const { id: staffId } = await givenStaff({ id: given.lenderId }, 'agent')
  const { version: seenVersion } = await planRow(planId)
  const about = { planId, lenderId: given.lenderId, seenVersion, now }
  const decided = await transaction((tx) =>
    decidePlan(tx, {
      ...about,
      actor: `staff:${staffId}`,
      note: null,
      verdict: 'offer',
      terms: 'as_asked',
    }),
  )
  return decided !== undefined && !('refusal' in decided)
}

/** Undefined for what was refused by name. */
export function unlessRefused(cause: unknown): undefined {
  if (!(cause instanceof Error) || !/^[a-z_]+$/.test(cause.message)) throw cause
  return undefined
}

export async function leavePlan(life: OracleLife): Promise<boolean> {
  const { plan, now, given, oracle, rules } = life
  if (!plan) return false
  const by = { borrowerId: given.borrowerId, planId: plan.id, actor: life.actor, now }
  const left = await transaction((tx) => takeBackPlan(tx, by))
  if (!left) return false
  await stampPostings(life)
  life.costMinor += plan.oracle.leave(oracle.balance, dayOf(rules, now))
  life.plan = undefined
  oracle.plan = undefined
  oracle.holds.takeBack(plan.id, now)
  await takeHolds(life)
  return true
}

/** After the sweep: what has become of the plan, which the oracle follows and may forbid. */
export async function followPlan(life: OracleLife): Promise<void> {
  const { plan, oracle, rules, now } = life
  if (!plan) return
  const { state } = await planRow(plan.id)
  const today = dayOf(rules, now)
  if (state === 'active')
    return expect(oracle.balance.owedMinor, 'a plan that is paid has ended').toBeGreaterThan(0n)
  if (state === 'missed') {
    expect(oracle.balance.overdue(today).length, 'missed is what is overdue').toBeGreaterThan(0)
    await stampPostings(life)
    life.costMinor += plan.oracle.miss(oracle.balance, today)
  } else
    expect({ state, owedMinor: oracle.balance.owedMinor }).toEqual({ state: 'kept', owedMinor: 0n })
  life.plan = undefined
  oracle.plan = undefined
}

// And whether its days are counted.
const saidByPages: Record<string, boolean> = {
  plan_pending: true,
  plan_missed: true,
  return: true,
  owed_again: false,
}

/** Until when a plan and a return are waited for is said at their pages, and no rule of the oracle. */
export async function takeHolds(life: OracleLife): Promise<void> {
  const { holds } = life.oracle
  for (const one of await holdsOf(life.given)) {
    const isAsked = saidByPages[one.reason]
    if (isAsked === undefined) continue
    // Nobody has a phone that came back: its days are nobody's.
    const isCounted = isAsked && !(one.reason === 'return' && life.oracle.isHandedBack)
    const { causeId, untilAt, endedAt } = one
    holds.said(one.id, { cause: causeId, until: untilAt, endedAt, now: life.now, isCounted })
  }
}

/** A goodwill credit is money that the lender gives, once for each payment whose phone was not open in time. */
export async function followGoodwill(life: OracleLife, goodwillCreditMinor: bigint): Promise<void> {
  for (const { entries } of await newPostings(life, 'goodwill_credit')) {
    const given = entries.reduce((sum, { amountMinor }) => sum - amountMinor, 0n)
    expect(given, 'a goodwill credit').toBe(goodwillCreditMinor)
    life.oracle.balance.pay(given)
    life.goodwillCredits += 1
  }
  expect(life.goodwillCredits).toBeLessThanOrEqual(life.oracle.money.size)
}
