import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { openDaysOf } from '#lib/lock-rules/open-spans.ts'
import { takeBackPromise } from '#lib/workflows/promises/take-back-promise.ts'
import { dayFromNow } from '#tests/payments/given-payment.ts'
import { accept, paidElsewhere, payIn, takeBack, tryToAsk } from '#tests/plans/given-plan.ts'
import { promise } from '#tests/promises/given-promise.ts'
import { returnPolicy } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { holdRules, planRules, promiseRules } from '#tests/support/policy.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { Life } from './any-life.ts'

await freshDatabase()

const lenderWith = (openDaysInYear: number, plan: object = { offered: false }) =>
  givenLender({
    policy: {
      ...returnPolicy('settlement'),
      promise: promiseRules({ mostInNinetyDays: 12, verdictWaitDays: 1 }),
      hold: holdRules({ disputesInNinetyDays: 12, openDaysInYear }),
      plan: planRules({ whenMissed: 'schedule_before_returns', mostInYear: 12, ...plan }),
    },
  })
const start = Temporal.Now.plainDateISO('Asia/Colombo')
const at = (day: number) =>
  start
    .add({ days: day })
    .toZonedDateTime({ timeZone: 'Asia/Colombo', plainTime: '12:00' })
    .toInstant()

test('a plan that would keep the phone open beyond them is not decided at once, and its request holds nothing', async () => {
  const lender = await lenderWith(20, {})
  const loan = await givenLoan(lender, [
    ...[-60, -30, 30, 60, 90].map((days) => [dayFromNow(days), 900_000n] as const),
  ])
  const now = at(0)
  const dueOn = start.add({ days: 14 })
  await promise(loan, { now, dueOn })
  const asked = await tryToAsk(loan, {}, { now })
  expect(asked).toMatchObject({ state: 'asked' })
  const control = await givenLoan(await lenderWith(200, {}), [
    ...[-60, -30, 30, 60, 90].map((days) => [dayFromNow(days), 900_000n] as const),
  ])
  expect(await tryToAsk(control, {}, { now })).toMatchObject({ state: 'offered' })
})

test('an accepted plan counts until its first installment may lock the phone; a taken back promise no further than its warning', async () => {
  const lender = await lenderWith(200, {})
  const loan = await givenLoan(lender, [
    ...[-60, -30, 20, 50].map((days) => [dayFromNow(days), 900_000n] as const),
  ])
  const now = at(0)
  const made = await promise(loan, { now, dueOn: start.add({ days: 13 }) })
  if ('refusal' in made) throw new Error(made.refusal)
  const days = async () =>
    (await openDaysOf(database(), await readLoan(database(), loan.loanId), now)).usedDays
  // With the day by which it is said what became of it.
  expect(await days()).toBe(15)
  const { promiseId } = made
  await transaction((tx) => takeBackPromise(tx, { promiseId, borrowerId: loan.borrowerId, now }))
  expect(await days()).toBe(4)
  const asked = await tryToAsk(loan, {}, { now })
  if ('refusal' in asked) throw new Error(asked.refusal)
  await accept(loan, asked.planId, { now })
  const { schedule } = await readLoan(database(), loan.loanId)
  const first = schedule[0]?.dueOn ?? start
  // Through the day on which the phone may lock: three days of grace after it is due.
  expect(await days()).toBe(start.until(first).days + 3 + 1)
  await takeBack(loan, asked.planId)
  expect(await days()).toBe(start.until(first).days + 3 + 1)
})

test('money ends what an accepted plan keeps open without money, from wherever it came', async () => {
  const lender = await lenderWith(200, {})
  const given = async () => {
    const loan = await givenLoan(lender, [
      ...[-60, -30, 20, 50].map((days) => [dayFromNow(days), 900_000n] as const),
    ])
    const now = Temporal.Now.instant().subtract({ seconds: 5 })
    const asked = await tryToAsk(loan, {}, { now })
    if ('refusal' in asked) throw new Error(asked.refusal)
    await accept(loan, asked.planId, { now })
    return loan
  }
  const days = async ({ loanId }: GivenLoan) =>
    (await openDaysOf(database(), await readLoan(database(), loanId), Temporal.Now.instant()))
      .usedDays
  const card = await given()
  const elsewhere = await given()
  const bystander = await given()
  await payIn(card, 200_000n)
  await paidElsewhere(elsewhere, 200_000n)
  expect(await days(card)).toBeLessThanOrEqual(2)
  expect(await days(elsewhere)).toBeLessThanOrEqual(2)
  expect(await days(bystander)).toBeGreaterThan(5)
})

// Nobody at the lender decides anything: what the borrower and time can do, in any order.
const byNobody = [
  ...['promises', 'asks', 'asksAPerson', 'accepts', 'takesPlanBack', 'offersReturn'],
  ...['arrangesReturn', 'takesReturnBack', 'phoneLocks', 'phoneOpens', 'hoursPass', 'daysPass'],
] as const satisfies readonly (keyof Life['acts'])[]

test('whatever a borrower asks for, accepts and takes back in whatever order, the days are never more than the policy allows without a person', async () => {
  const lender = await lenderWith(30, {})
  const staff = await givenStaff(lender, 'agent')
  let runs = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...byNobody), { minLength: 10, maxLength: 40 }),
      async (steps) => {
        const loan = await givenLoan(lender, [
          ...[-60, -30, 20, 50, 80].map((days) => [dayFromNow(days), 900_000n] as const),
        ])
        const life = new Life(loan, staff)
        for (const step of ['offersReturn', ...steps] as const) {
          await life.take(step)
          const balance = await readLoan(database(), loan.loanId)
          const { usedDays, mostDays } = await openDaysOf(database(), balance, life.now)
          expect(usedDays, step).toBeLessThanOrEqual(mostDays)
        }
        runs += 1
      },
    ),
    { numRuns: 15 },
  )
  expect(runs).toBeGreaterThanOrEqual(15)
}, 240_000)
