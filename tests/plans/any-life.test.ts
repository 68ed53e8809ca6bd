import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { larger, smaller } from '#lib/domain/money/money.ts'
import { toSettleMinor } from '#lib/domain/money/settlement-quote.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import { planOptions } from '#lib/domain/plan/plan-options.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { basisOf, todayAt } from '#lib/plans/plan-basis.ts'
import { decidePlan } from '#lib/workflows/plans/decide-plan.ts'
import { reviewPlans } from '#lib/workflows/plans/review-plans.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'
import { dayFromNow, loanRow } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { planRules } from '#tests/support/policy.ts'
import { walk } from '#tests/support/walk.ts'
import { accept, forAPerson, payIn, planRow, tryToAsk } from './given-plan.ts'

await freshDatabase()
const plan = planRules({
  mostExtraMonths: 8,
  instant: { mostExtraMonths: 4, mostPauseMonths: 1 },
  mostInYear: 3,
})
const lenders = {
  kind: await givenLender({ policy: { plan } }),
  strict: await givenLender({
    policy: {
      plan: {
        ...plan,
        costPercentPerMonth: 1.25,
        opens: 'after_first_payment',
        whenMissed: 'schedule_before_returns',
      },
    },
  }),
}

const which = fc.nat({ max: 9 })
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('ask' as const), which }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('ask a person' as const), which }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('accept' as const), which }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('pay' as const), which }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('days pass' as const), which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('decide' as const), which }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraw' as const), which }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** One loan and everything that borrower, staff and time can do to its plans. */
class Life {
  now = Temporal.Now.instant()
  readonly asked: string[] = []
  readonly loan: GivenLoan

  constructor(loan: GivenLoan) {
    this.loan = loan
  }

  async take({ act, which }: Step): Promise<void> {
    // Two payments of one moment would be duplicates.
    this.now = this.now.add({ minutes: 1 })
    const newest = this.asked.at(-1)
    if (act === 'ask') return this.ask(which)
    if (act === 'ask a person') return this.askPerson()
    if (act === 'pay') return this.pay(which)
    if (act === 'days pass') return this.pass((which + 1) * 6)
    if (!newest) return
    const { now, loan } = this
    if (act === 'accept') await accept(loan, newest, { now }).catch(unlessNothingOffered)
    if (act === 'decide') await this.decide(newest, which)
    if (act === 'withdraw') await this.withdraw(this.asked[which % this.asked.length] ?? newest)
  }

  private async ask(which: number): Promise<void> {
    const loan = await readLoan(database(), this.loan.loanId)
    const options = planOptions(await basisOf(database(), loan, this.now))
    const option = options[which % Math.max(options.length, 1)]
    if (!option) return
    await this.askFor(option.terms)
  }

  private async askPerson(): Promise<void> {
    await this.askFor(forAPerson)
  }

  // One that waits already is what asking again leads to.
  private async askFor(terms: Partial<PlanTerms>): Promise<void> {
    const asked = await tryToAsk(this.loan, terms, { now: this.now })
    if ('planId' in asked) this.asked.push(asked.planId)
  }

  private async pay(which: number): Promise<void> {
    const outstandingMinor = await this.toSettle()
    if (outstandingMinor === 0n) return
    const part = (outstandingMinor * BigInt(which + 1)) / 10n
    const amountMinor = smaller(larger(part, 100_000n), outstandingMinor)
    // A rest too small to be paid is never left.
    const leavesTooLittle = outstandingMinor - amountMinor < 100_000n
    await payIn(this.loan, leavesTooLittle ? outstandingMinor : amountMinor, this.now)
  }

  // What a plan has not earned falls away with the last payment.
  private async toSettle(): Promise<bigint> {
    const loan = await readLoan(database(), this.loan.loanId)
    return toSettleMinor(loan, todayAt(loan.lender, this.now))
  }

  private async pass(days: number): Promise<void> {
    for (let passed = 0; passed < days; passed += 3) {
      this.now = this.now.add({ hours: 72 })
      await reviewPlans(this.now)
    }
  }

  private async decide(planId: string, which: number): Promise<void> {
    const { version } = await planRow(planId)
    const about = {
      lenderId: this.loan.lenderId,
      planId,
      seenVersion: version,
      actor: 'staff:somebody',
      note: 'so',
      now: this.now,
    }
    await transaction((tx) =>
      decidePlan(
        tx,
        which % 3 === 0
          ? { ...about, verdict: 'refuse' }
          : { ...about, verdict: 'offer', terms: 'as_asked' },
      ),
    )
  }

  private async withdraw(planId: string): Promise<void> {
    const { borrowerId } = this.loan
    const about = { borrowerId, planId, actor: `borrower:${borrowerId}`, now: this.now }
    await transaction((tx) => takeBackPlan(tx, about))
  }

  async expectToHold(): Promise<void> {
    const { loanId } = this.loan
    const plans = await database()
      .selectFrom('plans')
      .select(['id', 'state', 'nextCheckAt'])
      .where('loanId', '=', loanId)
      .execute()
    const live = plans.filter(({ state }) => ['asked', 'offered', 'active'].includes(state))
    expect(live.filter(({ state }) => state === 'active').length).toBeLessThanOrEqual(1)
    expect(live.filter(({ state }) => state !== 'active').length).toBeLessThanOrEqual(1)
    for (const one of plans) expect(one.nextCheckAt !== null).toBe(live.includes(one))
    const holds = await database()
      .selectFrom('holds')
      .select(['causeId', 'untilAt'])
      .where('loanId', '=', loanId)
      .where('endedAt', 'is', null)
      // What was taken back leaves some days of warning.
      .where('reason', '<>', 'warning')
      .execute()
    for (const { causeId } of holds) expect(live.map(({ id }) => id)).toContain(causeId)
    await this.expectOneSchedule()
  }

  // Paid so far and still open make up the current schedule, whichever one that is.
  private async expectOneSchedule(): Promise<void> {
    const { loanId } = this.loan
    const current = await database()
      .selectFrom('schedules')
      .select('id')
      .where('loanId', '=', loanId)
      .where('supersededAt', 'is', null)
      .execute()
    expect(current).toHaveLength(1)
    const { schedule, outstandingMinor } = await readLoan(database(), loanId)
    const total = schedule.reduce((sum, one) => sum + one.amountMinor, 0n)
    expect(total).toBeGreaterThanOrEqual(outstandingMinor)
  }

  async payEverything(): Promise<void> {
    this.now = this.now.add({ minutes: 1 })
    const outstandingMinor = await this.toSettle()
    if (outstandingMinor > 0n) await payIn(this.loan, outstandingMinor, this.now)
    expect(await loanRow(this.loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    const running = await database()
      .selectFrom('plans')
      .select('id')
      .where('loanId', '=', this.loan.loanId)
      .where('state', '=', 'active')
      .execute()
    expect(running).toEqual([])
  }
}

test('whatever is asked, accepted, paid, missed and taken back: one plan at a time, and the books close to nothing', async () => {
  await walk(
    fc.asyncProperty(
      fc.constantFrom('kind' as const, 'strict' as const),
      fc.array(fc.bigInt({ min: 300_000n, max: 900_000n }), { minLength: 2, maxLength: 5 }),
      fc.array(step, { minLength: 4, maxLength: 14 }),
      async (policy, amounts, steps) => {
        const installments = amounts.map(
          (amount, index) => [dayFromNow(-45 + index * 30), amount] as const,
        )
        const life = new Life(await givenLoan(lenders[policy], installments))
        for (const one of steps) {
          await life.take(one)
          await life.expectToHold()
        }
        await life.payEverything()
        await expectLedgerToHold(database())
      },
    ),
    20,
  )
}, 900_000)

function unlessNothingOffered(cause: unknown): void {
  if (!(cause instanceof Error) || cause.message !== 'nothing is offered') throw cause
}
