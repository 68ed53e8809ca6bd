import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { reviewPlans } from '#lib/workflows/plans/review-plans.ts'
import { casesOf, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { ask, forAPerson, holdsOf, noticesAbout, offerOf, payIn, planRow } from './given-plan.ts'
import { at, costly, dayAfter, running, strictly } from './given-running-plan.ts'

await freshDatabase()
const lender = await givenLender({ policy: costly })
const strict = await givenLender({ policy: strictly })
afterEach(() => expectLedgerToHold(database()))

describe('time passes', () => {
  test('a decision that is late is a case, and the phone stays left alone', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId, decideBy } = await ask(loan, forAPerson)
    const late = (decideBy ?? Temporal.Now.instant()).subtract({ minutes: 30 })
    await reviewPlans(late.subtract({ hours: 1 }))
    expect(await casesOf(loan)).toEqual([])
    await reviewPlans(late)
    await reviewPlans(late.add({ hours: 1 }))
    expect(await casesOf(loan)).toEqual(['plan_overdue'])
    expect(await holdsOf(planId)).toEqual(['plan_pending replaced', 'plan_pending stands'])
    expect(await planRow(planId)).toMatchObject({ state: 'asked', decideBy })
  })

  test('an offer runs out, and says so', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId } = await ask(loan)
    const { validUntil } = await offerOf(planId)
    await reviewPlans(at(validUntil, 23))
    expect(await planRow(planId)).toMatchObject({ state: 'offered' })
    await reviewPlans(at(validUntil.add({ days: 1 }), 1))
    expect(await planRow(planId)).toMatchObject({ state: 'expired', nextCheckAt: null })
    expect(await noticesAbout(planId)).toEqual(['plan_ended email'])
  })

  test('the sweep leaves a phone alone that waits for its first payment, and opens it after', async () => {
    const { loan, eachMinor } = await running(strict)
    await reconcile(Temporal.Now.instant())
    expect(await unlocksOf(loan)).toEqual([])
    await payIn(loan, eachMinor)
    await database()
      .updateTable('unlocks')
      .set({ state: 'superseded' })
      .where('loanId', '=', loan.loanId)
      .execute()
    await reconcile(Temporal.Now.instant())
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ cause: 'reconciler' })
  })
})

test('every notice can be written in every language', async () => {
  const { planId, due } = await running(lender, { nominatedPhone: '+94771234567' })
  await reviewPlans(dayAfter(due[0]))
  const kinds = [
    'plan_received',
    'plan_offered',
    'plan_refused',
    'plan_active',
    'plan_missed',
    'plan_ended',
  ] as const
  const notice = await database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', 'like', `${planId}:%`)
    .limit(1)
    .executeTakeFirstOrThrow()
  for (const locale of ['en', 'es', 'ar'] as const) {
    for (const kind of kinds) {
      const words = await composeNotice(database(), { ...notice, kind, locale })
      expect(words.text).toContain(`/plans/${planId}`)
      expect(words.subject).not.toMatch(/debt|loan|overdue|lock|pay|[{}]/i)
      expect(`${words.text}${words.short}`).not.toMatch(/[{}]|undefined/)
    }
  }
})
