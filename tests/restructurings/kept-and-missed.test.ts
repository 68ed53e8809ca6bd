import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/hold.ts'
import { holdPhone } from '#lib/jobs/hold-phone.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { reviewPlans } from '#lib/jobs/review-plans.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { casesOf, loanRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  agree,
  ask,
  forAPerson,
  holdsOf,
  noticesAbout,
  offerOf,
  payIn,
  planRow,
  schedulesOf,
} from './given-plan.ts'

await freshDatabase()
const plan = {
  offered: true,
  mostExtraMonths: 6,
  mostPauseMonths: 2,
  costPercentPerMonth: 1,
  smallestInstallmentMinor: {},
  instant: { mostExtraMonths: 3, mostPauseMonths: 1 },
  decideWithinDays: 2,
  offerValidDays: 7,
  opens: 'on_acceptance',
  warnDays: 5,
  whenMissed: 'schedule_stays',
  mostInYear: 2,
}
const lender = await givenLender({ policy: { plan } })
const strict = await givenLender({
  policy: {
    plan: { ...plan, opens: 'after_first_payment', whenMissed: 'schedule_before_returns' },
  },
})

afterEach(() => expectBooksToHold(database()))

const zone = 'Asia/Colombo'
const at = (day: Temporal.PlainDate, hour = 9) =>
  day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) }).toInstant()

type Running = {
  loan: GivenLoan
  restructuringId: string
  due: Temporal.PlainDate[]
  eachMinor: bigint
}

async function running(
  of = lender,
  values: Parameters<typeof givenLoan>[2] = {},
): Promise<Running> {
  const loan = await givenLoan(of, twoLate(), values)
  const restructuringId = await agree(loan)
  const { installments } = await offerOf(restructuringId)
  const due = installments.map((one) => one.dueOn)
  return { loan, restructuringId, due, eachMinor: installments[0]?.amountMinor ?? 0n }
}

const dayAfter = (day: Temporal.PlainDate | undefined, days = 1) =>
  at((day ?? Temporal.Now.plainDateISO()).add({ days }))

describe('a plan that is kept', () => {
  test('each payment puts off the next lock, and the last one ends the plan and the loan', async () => {
    const { loan, restructuringId, due, eachMinor } = await running()
    const relocks: string[] = []
    for (const day of due.slice(0, -1)) {
      await payIn(loan, eachMinor, at(day))
      const [unlock] = (await unlocksOf(loan)).toReversed()
      relocks.push(`${unlock?.relockAt?.toZonedDateTimeISO(zone).toPlainDate()}`)
      await reviewPlans(dayAfter(day))
    }
    expect(relocks).toEqual(due.slice(1).map((day) => `${day.add({ days: 3 })}`))
    expect(await holdsOf(restructuringId)).toEqual([])
    const { outstandingMinor } = await loanRow(loan)
    await payIn(loan, outstandingMinor, at(due.at(-1) ?? Temporal.Now.plainDateISO()))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'kept', nextCheckAt: null })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ intent: 'release' })
    expect(await noticesAbout(restructuringId)).toEqual(['plan_active email', 'plan_ended email'])
  })

  test('nothing is said while nothing is due', async () => {
    const { restructuringId, due } = await running()
    await reviewPlans(at(due[0] ?? Temporal.Now.plainDateISO(), 23))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'active', warnedAt: null })
  })
})

describe('an installment that does not come', () => {
  test('is warned about once, by both channels, with days to catch up in which the phone stays open', async () => {
    const { loan, restructuringId, due } = await running(lender, { nominatedPhone: '+94771234567' })
    const warnedAt = dayAfter(due[0])
    await reviewPlans(warnedAt)
    await reviewPlans(warnedAt.add({ hours: 30 }))
    expect(await noticesAbout(restructuringId)).toEqual([
      'plan_active email',
      'plan_missed email',
      'plan_missed sms',
    ])
    expect(await holdsOf(restructuringId)).toEqual(['plan_missed stands'])
    const until = endOfDay((due[0] ?? Temporal.Now.plainDateISO()).add({ days: 6 }), zone)
    const hold = await database()
      .selectFrom('holds')
      .select('untilAt')
      .where('causeId', '=', restructuringId)
      .executeTakeFirstOrThrow()
    expect(`${hold.untilAt}`).toBe(`${until}`)
    expect(await planRow(restructuringId)).toMatchObject({ state: 'active', warnedInstallment: 1 })
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ cause: 'hold', relockAt: until })
  })

  test('caught up in time is all well: the hold ends as kept, and the next one missed is warned about anew', async () => {
    const { loan, restructuringId, due, eachMinor } = await running()
    await reviewPlans(dayAfter(due[0]))
    await payIn(loan, eachMinor, dayAfter(due[0], 3))
    expect(await holdsOf(restructuringId)).toEqual(['plan_missed kept'])
    expect(await planRow(restructuringId)).toMatchObject({ state: 'active', warnedAt: null })
    await reviewPlans(dayAfter(due[1]))
    expect(await planRow(restructuringId)).toMatchObject({ warnedInstallment: 2 })
    expect(await holdsOf(restructuringId)).toEqual(['plan_missed kept', 'plan_missed stands'])
  })

  test('ends the plan when the days are over, and its schedule stays', async () => {
    const { loan, restructuringId, due } = await running()
    await reviewPlans(dayAfter(due[0]))
    await reviewPlans(dayAfter(due[0], 6))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'active' })
    await reviewPlans(dayAfter(due[0], 7))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'missed', nextCheckAt: null })
    expect(await holdsOf(restructuringId)).toEqual(['plan_missed broken'])
    expect((await schedulesOf(loan)).at(-1)).toMatchObject({
      source: 'restructuring',
      isCurrent: true,
    })
    expect(await noticesAbout(restructuringId)).toContain('plan_ended email')
  })

  test('brings the schedule of before back, where the lender says so, as far as it is open', async () => {
    const { loan, restructuringId, due, eachMinor } = await running(strict)
    await payIn(loan, eachMinor, at(due[0] ?? Temporal.Now.plainDateISO()))
    await reviewPlans(dayAfter(due[1]))
    await reviewPlans(dayAfter(due[1], 7))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'missed' })
    const { outstandingMinor } = await loanRow(loan)
    const [before, , back] = await schedulesOf(loan)
    expect(back).toMatchObject({ source: 'restored', isCurrent: true })
    expect(back?.installments.reduce((sum, [, amount]) => sum + amount, 0n)).toBe(outstandingMinor)
    expect(back?.installments.map(([day]) => day)).toEqual(
      before?.installments.slice(-(back?.installments.length ?? 0)).map(([day]) => day),
    )
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor })
  })

  test('does not open a phone that the plan has not opened yet', async () => {
    const { loan, restructuringId, due } = await running(strict)
    await reviewPlans(dayAfter(due[0]))
    expect(await planRow(restructuringId)).toMatchObject({ warnedInstallment: 1 })
    expect(await holdsOf(restructuringId)).toEqual([])
    expect(await unlocksOf(loan)).toEqual([])
  })

  test('nobody is warned in a breathing space, and nothing ends', async () => {
    const { loan, restructuringId, due } = await running()
    const now = at(due[0] ?? Temporal.Now.plainDateISO())
    await transaction((tx) =>
      holdPhone(tx, {
        ...{
          lenderId: loan.lenderId,
          loanId: loan.loanId,
          causeId: 'adviser',
          placedBy: 'keyturn',
        },
        reason: 'breathing_space',
        until: now.add({ hours: 24 * 60 }),
        now,
      }),
    )
    await reviewPlans(dayAfter(due[0]))
    await reviewPlans(dayAfter(due[0], 20))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'active', warnedAt: null })
    expect(await noticesAbout(restructuringId)).toEqual(['plan_active email'])
  })
})

describe('time passes', () => {
  test('a decision that is late is a case, and the phone stays left alone', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { restructuringId, decideBy } = await ask(loan, forAPerson)
    const late = (decideBy ?? Temporal.Now.instant()).subtract({ minutes: 30 })
    await reviewPlans(late.subtract({ hours: 1 }))
    expect(await casesOf(loan)).toEqual([])
    await reviewPlans(late)
    await reviewPlans(late.add({ hours: 1 }))
    expect(await casesOf(loan)).toEqual(['plan_overdue'])
    expect(await holdsOf(restructuringId)).toEqual(['plan_pending replaced', 'plan_pending stands'])
    expect(await planRow(restructuringId)).toMatchObject({ state: 'asked', decideBy })
  })

  test('an offer runs out, and says so', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { restructuringId } = await ask(loan)
    const { validUntil } = await offerOf(restructuringId)
    await reviewPlans(at(validUntil, 23))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'offered' })
    await reviewPlans(at(validUntil.add({ days: 1 }), 1))
    expect(await planRow(restructuringId)).toMatchObject({ state: 'expired', nextCheckAt: null })
    expect(await noticesAbout(restructuringId)).toEqual(['plan_ended email'])
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
  const { restructuringId, due } = await running(lender, { nominatedPhone: '+94771234567' })
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
    .where('causeId', 'like', `${restructuringId}:%`)
    .limit(1)
    .executeTakeFirstOrThrow()
  for (const locale of ['en', 'es', 'ar'] as const) {
    for (const kind of kinds) {
      const words = await composeNotice(database(), { ...notice, kind, locale })
      expect(words.text).toContain(`/plans/${restructuringId}`)
      expect(words.subject).not.toMatch(/debt|loan|overdue|lock|pay|[{}]/i)
      expect(`${words.text}${words.short}`).not.toMatch(/[{}]|undefined/)
    }
  }
})
