import { expect, test } from 'vitest'
import { reconcile } from '#lib/worker/reconcile.ts'
import { barsAt } from '#tests/holds/given-open-days.ts'
import { casesOf, dayFromNow } from '#tests/payments/given-payment.ts'
import { payIn } from '#tests/plans/given-plan.ts'
import { arrears, promise } from '#tests/promises/given-promise.ts'
import { returnPolicy } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { holdRules, planRules, promiseRules } from '#tests/support/policy.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { at, Debtor, start, type Ways, yearOf } from './year-without-money.ts'

await freshDatabase()

const policies = {
  'some days, and no plans': [60, { offered: false }],
  'more days, and plans at once that stay in force when missed': [
    100,
    { whenMissed: 'schedule_stays' },
  ],
  'no days at all': [0, {}],
} as const

const all = [
  'promisesLong',
  'saysItIsWrong',
  'arrangesReturn',
  'agreesPlan',
  'asksAPerson',
] as const
const everyWay: Ways[] = [
  { tries: [...all, 'promisesShort'] },
  { tries: ['promisesShort', ...all.toReversed()], takesBackAfterDays: 5 },
]

const lenderWith = (openDaysInYear: number, plan: object) =>
  givenLender({
    policy: {
      ...returnPolicy('settlement'),
      promise: promiseRules({ mostInNinetyDays: 12 }),
      hold: holdRules({ disputesInNinetyDays: 12, openDaysInYear }),
      plan: planRules({ mostInYear: 12, ...plan }),
    },
  })

const due = (...days: number[]) => days.map((day) => [dayFromNow(day), 900_000n] as const)

test.each(Object.entries(policies))(
  'whoever never pays and tries every way in turn has no more days than the policy gives: %s',
  async (_, [mostDays, plan]) => {
    const lender = await lenderWith(mostDays, plan)
    const staff = await givenStaff(lender, 'agent')
    const debtors: Debtor[] = []
    for (const ways of everyWay)
      debtors.push(new Debtor(await givenLoan(lender, due(-60, -30, 20, 50, 80)), staff, ways))
    await yearOf(debtors, staff)
    for (const { openDays, ways, life } of debtors) {
      expect(openDays, ways.tries.join(', ')).toBeLessThanOrEqual(mostDays)
      // The days are there to be used.
      expect(openDays, ways.tries.join(', ')).toBeGreaterThanOrEqual(mostDays / 2)
      expect(await casesOf(life.loan)).toContain('open_days_used')
    }
  },
  900_000,
)

test('whoever pays on the day promised, as often as may be promised, is never short of days', async () => {
  const lender = await givenLender({ policy: { promise: promiseRules() } })
  const loan = await givenLoan(
    lender,
    due(...Array.from({ length: 13 }, (_, month) => month * 30 - 10)),
  )
  let kept = 0
  for (let day = 0; day < 365; day += 45) {
    const now = at(day)
    await reconcile(now)
    expect(await arrears(loan, now)).toBeGreaterThan(0n)
    const made = await promise(loan, { now, dueOn: start.add({ days: day + 14 }) })
    if ('refusal' in made) throw new Error(made.refusal)
    expect((await barsAt(loan, now)).bars).toContain('hold')
    await reconcile(at(day + 14))
    expect((await barsAt(loan, at(day + 14))).bars).toContain('hold')
    await payIn(loan, await arrears(loan, at(day + 14)), at(day + 14))
    kept += 1
  }
  expect(kept).toBe(9)
  expect(await casesOf(loan)).not.toContain('open_days_used')
}, 120_000)
