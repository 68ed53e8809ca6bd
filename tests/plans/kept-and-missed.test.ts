import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { holdPhone } from '#lib/workflows/holds/hold-phone.ts'
import { reviewPlans } from '#lib/workflows/plans/review-plans.ts'
import { loanRow, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender } from '#tests/support/lender.ts'
import { holdsOf, noticesAbout, payIn, planRow, schedulesOf } from './given-plan.ts'
import { at, costly, dayAfter, running, strictly, zone } from './given-running-plan.ts'

await freshDatabase()
const lender = await givenLender({ policy: costly })
const strict = await givenLender({ policy: strictly })
afterEach(() => expectLedgerToHold(database()))

describe('a plan that is kept', () => {
  test('each payment puts off the next lock, and the last one ends the plan and the loan', async () => {
    const { loan, planId, due, eachMinor } = await running(lender)
    const relocks: string[] = []
    for (const day of due.slice(0, -1)) {
      await payIn(loan, eachMinor, at(day))
      const [unlock] = (await unlocksOf(loan)).toReversed()
      relocks.push(`${unlock?.relockAt?.toZonedDateTimeISO(zone).toPlainDate()}`)
      await reviewPlans(dayAfter(day))
    }
    expect(relocks).toEqual(due.slice(1).map((day) => `${day.add({ days: 3 })}`))
    expect(await holdsOf(planId)).toEqual([])
    const { outstandingMinor } = await loanRow(loan)
    await payIn(loan, outstandingMinor, at(due.at(-1) ?? Temporal.Now.plainDateISO()))
    expect(await planRow(planId)).toMatchObject({ state: 'kept', nextCheckAt: null })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ intent: 'release' })
    expect(await noticesAbout(planId)).toEqual(['plan_active email', 'plan_ended email'])
  })

  test('nothing is said while nothing is due', async () => {
    const { planId, due } = await running(lender)
    await reviewPlans(at(due[0] ?? Temporal.Now.plainDateISO(), 23))
    expect(await planRow(planId)).toMatchObject({ state: 'active', warnedAt: null })
  })
})

describe('an installment that does not come', () => {
  test('is warned about once, by both channels, with days to catch up in which the phone stays open', async () => {
    const { loan, planId, due } = await running(lender, { nominatedPhone: '+94771234567' })
    const warnedAt = dayAfter(due[0])
    await reviewPlans(warnedAt)
    await reviewPlans(warnedAt.add({ hours: 30 }))
    expect(await noticesAbout(planId)).toEqual([
      'plan_active email',
      'plan_missed email',
      'plan_missed sms',
    ])
    expect(await holdsOf(planId)).toEqual(['plan_missed stands'])
    const until = endOfDay((due[0] ?? Temporal.Now.plainDateISO()).add({ days: 6 }), zone)
    const hold = await database()
      .selectFrom('holds')
      .select('untilAt')
      .where('causeId', '=', planId)
      .executeTakeFirstOrThrow()
    expect(`${hold.untilAt}`).toBe(`${until}`)
    expect(await planRow(planId)).toMatchObject({ state: 'active', warnedInstallment: 1 })
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ cause: 'hold', relockAt: until })
  })

  test('caught up in time is all well: the hold ends as kept, and the next one missed is warned about anew', async () => {
    const { loan, planId, due, eachMinor } = await running(lender)
    await reviewPlans(dayAfter(due[0]))
    await payIn(loan, eachMinor, dayAfter(due[0], 3))
    expect(await holdsOf(planId)).toEqual(['plan_missed kept'])
    expect(await planRow(planId)).toMatchObject({ state: 'active', warnedAt: null })
    await reviewPlans(dayAfter(due[1]))
    expect(await planRow(planId)).toMatchObject({ warnedInstallment: 2 })
    expect(await holdsOf(planId)).toEqual(['plan_missed kept', 'plan_missed stands'])
  })

  test('ends the plan when the days are over, and its schedule stays', async () => {
    const { loan, planId, due } = await running(lender)
    await reviewPlans(dayAfter(due[0]))
    await reviewPlans(dayAfter(due[0], 6))
    expect(await planRow(planId)).toMatchObject({ state: 'active' })
    await reviewPlans(dayAfter(due[0], 7))
    expect(await planRow(planId)).toMatchObject({ state: 'missed', nextCheckAt: null })
    expect(await holdsOf(planId)).toEqual(['plan_missed broken'])
    expect((await schedulesOf(loan)).at(-1)).toMatchObject({
      source: 'plan',
      isCurrent: true,
    })
    expect(await noticesAbout(planId)).toContain('plan_ended email')
  })

  test('brings the schedule of before back, where the lender says so, as far as it is open', async () => {
    const { loan, planId, due, eachMinor } = await running(strict)
    await payIn(loan, eachMinor, at(due[0] ?? Temporal.Now.plainDateISO()))
    await reviewPlans(dayAfter(due[1]))
    await reviewPlans(dayAfter(due[1], 7))
    expect(await planRow(planId)).toMatchObject({ state: 'missed' })
    const { outstandingMinor } = await loanRow(loan)
    const [before, , back] = await schedulesOf(loan)
    expect(back).toMatchObject({ source: 'restored', isCurrent: true })
    expect(back?.installments.reduce((sum, [, amount]) => sum + amount, 0n)).toBe(outstandingMinor)
    const days = before?.installments.map(([day]) => day) ?? []
    const [cost, ...open] = (back?.installments.map(([day]) => day) ?? []).toReversed()
    expect(days.toReversed().slice(0, open.length)).toEqual(open)
    // The schedule of before is over by then: what the plan has cost is due on the next day of its kind.
    expect(Temporal.PlainDate.from(cost ?? '').since(due[1] ?? '').days).toBeGreaterThan(7)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor })
  })

  test('does not open a phone that the plan has not opened yet', async () => {
    const { loan, planId, due } = await running(strict)
    await reviewPlans(dayAfter(due[0]))
    expect(await planRow(planId)).toMatchObject({ warnedInstallment: 1 })
    expect(await holdsOf(planId)).toEqual([])
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('nobody is warned in a breathing space, and nothing ends', async () => {
    const { loan, planId, due } = await running(lender)
    const now = at(due[0] ?? Temporal.Now.plainDateISO())
    await transaction((tx) =>
      holdPhone(tx, {
        lenderId: loan.lenderId,
        loanId: loan.loanId,
        causeId: 'adviser',
        placedBy: 'keyturn',
        reason: 'breathing_space',
        until: now.add({ hours: 24 * 60 }),
        now,
      }),
    )
    await reviewPlans(dayAfter(due[0]))
    await reviewPlans(dayAfter(due[0], 20))
    expect(await planRow(planId)).toMatchObject({ state: 'active', warnedAt: null })
    expect(await noticesAbout(planId)).toEqual(['plan_active email'])
  })
})
