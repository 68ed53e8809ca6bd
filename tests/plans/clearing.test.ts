import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { awaitedMoney } from '#lib/plans/awaited-money.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { reviewPlans } from '#lib/workflows/plans/review-plans.ts'
import { open, unlocksOf } from '#tests/payments/given-payment.ts'
import { clear, failLater, payLater } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender } from '#tests/support/lender.ts'
import { holdsOf, noticesAbout, planRow } from './given-plan.ts'
import { at, costly, dayAfter, running, strictly, zone } from './given-running-plan.ts'

await freshDatabase()
const lender = await givenLender({ policy: costly })
const strict = await givenLender({ policy: strictly })
afterEach(() => expectLedgerToHold(database()))

/** A plan whose first installment is being paid by voucher, two days to clear, in the evening of its day. */
async function onTheDay(of: { id: string } = lender, share = 1n) {
  const plan = await running(of)
  const day = plan.due[0] ?? Temporal.Now.plainDateISO()
  const asked = await payLater(plan.loan, plan.eachMinor / share, { at: at(day, 21) })
  return { ...plan, day, asked, until: endOfDay(day.add({ days: 2 }), zone) }
}

async function heldUntil(planId: string) {
  const hold = await database()
    .selectFrom('holds')
    .select('untilAt')
    .where('causeId', '=', planId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return hold?.untilAt.toString()
}

const saidNothing = ['plan_active email']

describe('an installment paid by voucher on its day', () => {
  test('is waited for: nobody is warned, and the phone is left alone from the moment it is begun', async () => {
    const { planId, day, until } = await onTheDay()
    expect(await heldUntil(planId)).toBe(`${until}`)
    for (const hours of [0, 1, 24, 47]) await reconcile(endOfDay(day, zone).add({ hours }))
    expect(await planRow(planId)).toMatchObject({ state: 'active', warnedAt: null })
    expect(await noticesAbout(planId)).toEqual(saidNothing)
    expect(await holdsOf(planId)).toEqual(['plan_missed stands'])
  })

  test('counts as in time when it clears: only then is the phone opened for longer', async () => {
    const { loan, planId, day, due, asked } = await onTheDay()
    const unlocks = await unlocksOf(loan)
    expect(unlocks.filter(({ cause }) => cause === 'payment')).toEqual([])
    await reconcile(dayAfter(day))
    await clear(asked, dayAfter(day, 2))
    const relockOn = (await unlocksOf(loan)).at(-1)?.relockAt?.toZonedDateTimeISO(zone)
    expect(relockOn?.toPlainDate().toString()).toBe(due[1]?.add({ days: 3 }).toString())
    await reconcile(dayAfter(day, 3))
    expect(await holdsOf(planId)).toEqual(['plan_missed kept'])
    expect(await planRow(planId)).toMatchObject({ state: 'active', warnedAt: null })
    expect(await noticesAbout(planId)).toEqual(saidNothing)
  })

  test('fails: the ordinary warning at once, with all its days', async () => {
    const { planId, day, asked } = await onTheDay()
    await reconcile(dayAfter(day))
    await failLater(asked.paymentId, dayAfter(day))
    expect(await planRow(planId)).toMatchObject({ warnedInstallment: 1 })
    expect(await noticesAbout(planId)).toContain('plan_missed email')
    expect(await heldUntil(planId)).toBe(`${endOfDay(day.add({ days: 6 }), zone)}`)
  })

  test('fails on the day itself: nothing is held any more, and there is still time', async () => {
    const { planId, day, asked } = await onTheDay()
    await failLater(asked.paymentId, at(day, 22))
    expect(await holdsOf(planId)).toEqual(['plan_missed kept'])
    expect(await planRow(planId)).toMatchObject({ warnedAt: null })
  })

  test('does not come: its days have an end', async () => {
    const { planId, until } = await onTheDay()
    await reconcile(until)
    expect(await planRow(planId)).toMatchObject({ warnedInstallment: 1 })
  })

  test('for a part is waited for too, and the rest is warned about when it is here', async () => {
    const { planId, day, asked } = await onTheDay(lender, 2n)
    await reconcile(dayAfter(day))
    expect(await planRow(planId)).toMatchObject({ warnedAt: null })
    await clear(asked, dayAfter(day, 2))
    expect(await planRow(planId)).toMatchObject({ warnedInstallment: 1 })
  })

  test('does not open a phone that the plan has not opened yet', async () => {
    const { loan, planId, day } = await onTheDay(strict)
    await reconcile(dayAfter(day))
    expect(await planRow(planId)).toMatchObject({ warnedAt: null })
    expect(await holdsOf(planId)).toEqual([])
    expect(await unlocksOf(loan)).toEqual([])
  })
})

test('money that is to come before its day is on its way, too; what begins after it is not waited for', async () => {
  const { loan, planId, due, eachMinor } = await running(lender)
  const day = due[0] ?? Temporal.Now.plainDateISO()
  const begunAt = at(day.subtract({ days: 5 }))
  const { paymentId } = await payLater(loan, eachMinor, { at: begunAt })
  expect(await holdsOf(planId)).toEqual([])
  const shown = async (now: Temporal.Instant) => {
    const { schedule, outstandingMinor, lender: own } = await readLoan(database(), loan.loanId)
    const today = now.toZonedDateTimeISO(zone).toPlainDate()
    const arrears = arrearsOf(schedule, outstandingMinor, today)
    const clock = { policy: own.policy, timeZone: zone, now }
    return awaitedMoney(database(), { ...(await planRow(planId)), arrears }, clock)
  }
  const until = endOfDay(day, zone)
  expect(await shown(begunAt)).toMatchObject({ paymentId, amountMinor: eachMinor, until })
  expect(await shown(until)).toBeUndefined()
})

describe('a plan that was warned about', () => {
  async function lastHour() {
    const plan = await running(lender)
    await reviewPlans(dayAfter(plan.due[0]))
    const day = plan.due[0] ?? Temporal.Now.plainDateISO()
    const answerBy = endOfDay(day.add({ days: 6 }), zone)
    return { ...plan, answerBy, begunAt: answerBy.subtract({ minutes: 20 }) }
  }

  test('does not end while a voucher of the last hour clears, and its hold is lengthened', async () => {
    const { loan, planId, eachMinor, answerBy, begunAt } = await lastHour()
    const asked = await payLater(loan, eachMinor, { at: begunAt })
    expect(await heldUntil(planId)).toBe(`${answerBy.add({ hours: 48 })}`)
    await reconcile(answerBy.add({ hours: 30 }))
    expect(await planRow(planId)).toMatchObject({ state: 'active' })
    await clear(asked, answerBy.add({ hours: 40 }))
    expect(await planRow(planId)).toMatchObject({ state: 'active', warnedAt: null })
    expect(await holdsOf(planId)).toEqual(['plan_missed replaced', 'plan_missed kept'])
  })

  test('ends at once when that voucher fails after the days, and not before them', async () => {
    const { loan, planId, eachMinor, answerBy, begunAt } = await lastHour()
    const early = await payLater(loan, eachMinor, { at: begunAt.subtract({ hours: 5 }) })
    await failLater(early.paymentId, begunAt.subtract({ hours: 4 }))
    expect(await planRow(planId)).toMatchObject({ state: 'active' })
    expect(await heldUntil(planId)).toBe(`${answerBy}`)
    const { paymentId } = await payLater(loan, eachMinor, { at: begunAt })
    await reconcile(answerBy)
    await failLater(paymentId, answerBy.add({ hours: 3 }))
    expect(await planRow(planId)).toMatchObject({ state: 'missed' })
    expect((await holdsOf(planId)).at(-1)).toBe('plan_missed broken')
  })

  test('does not wait for a voucher begun after its days', async () => {
    const { loan, planId, eachMinor, answerBy } = await lastHour()
    await payLater(loan, eachMinor, { at: answerBy })
    expect(await planRow(planId)).toMatchObject({ state: 'missed' })
  })
})

test('a page that is open as the day ends: nothing is said before it is known how that ended', async () => {
  const { loan, planId, due, eachMinor } = await running(lender)
  const end = endOfDay(due[0] ?? Temporal.Now.plainDateISO(), zone)
  const begunAt = end.subtract({ minutes: 10 })
  await open(loan, { choice: 'other', amountMinor: eachMinor, now: begunAt })
  await reviewPlans(end)
  expect(await planRow(planId)).toMatchObject({ warnedAt: null })
  await reviewPlans(end.add({ hours: 2 }))
  expect(await planRow(planId)).toMatchObject({ warnedInstallment: 1 })
})
