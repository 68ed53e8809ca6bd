import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { dayFromNow, loanRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { holdOf, promised, promiseRow } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { planRules } from '#tests/support/policy.ts'
import {
  accept,
  agree,
  ask,
  noticesAbout,
  offerOf,
  paidElsewhere,
  payIn,
  planRow,
  schedulesOf,
  takeBack,
} from './given-plan.ts'

await freshDatabase()
const lender = await givenLender()
const costly = await givenLender({
  policy: {
    plan: planRules({
      costPercentPerMonth: 1.5,
      smallestInstallmentMinor: { LKR: '100000' },
      opens: 'after_first_payment',
      instant: { mostExtraMonths: 12, mostPauseMonths: 2 },
    }),
  },
})
afterEach(() => expectLedgerToHold(database()))

describe('accepting', () => {
  test('swaps the schedule, keeps the old one readable, and asks for the phone to be open', async () => {
    const loan = await givenLoan(lender, twoLate())
    const planId = await agree(loan)
    const [before, now] = await schedulesOf(loan)
    expect(before).toMatchObject({ source: 'import', isCurrent: false })
    expect(before?.installments).toEqual(twoLate())
    expect(now).toMatchObject({ source: 'plan', isCurrent: true })
    expect(now?.installments).toHaveLength(4)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
    const [first = ['2000-01-01']] = now?.installments ?? []
    const [unlock] = await unlocksOf(loan)
    expect(unlock).toMatchObject({ cause: 'plan', causeId: planId, intent: 'until' })
    expect(dayOf(unlock?.relockAt)).toBe(`${Temporal.PlainDate.from(first[0]).add({ days: 3 })}`)
    expect(await noticesAbout(planId)).toEqual(['plan_active email'])
  })

  test('ends a promise of what is not overdue any more, and tells nobody that it was broken', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    await agree(loan)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'withdrawn' })
    expect(await holdOf(promiseId)).toMatchObject({ endReason: 'decided' })
    const waiting = await givenLoan(costly, twoLate())
    const kept = await promised(waiting)
    await agree(waiting)
    expect(await promiseRow(kept.promiseId)).toMatchObject({ state: 'open' })
    expect(await holdOf(kept.promiseId)).toMatchObject({ endReason: null })
  })

  test('twice accepts once', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId } = await ask(loan)
    const answers = await Promise.all([accept(loan, planId), accept(loan, planId)])
    expect(answers.map((one) => 'isNew' in one && one.isNew).toSorted()).toEqual([false, true])
    expect(await schedulesOf(loan)).toHaveLength(2)
  })

  test('books what it costs, and the books close to nothing when all is paid', async () => {
    const loan = await givenLoan(costly, twoLate())
    await agree(loan, { extraMonths: 5 })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n + 276_750n })
    const [, now] = await schedulesOf(loan)
    const sum = now?.installments.reduce((total, [, amount]) => total + amount, 0n)
    expect(sum).toBe(3_966_750n)
    // When all its months have passed.
    const late = Temporal.Now.instant().add({ hours: 24 * 300 })
    await payIn(loan, 3_966_750n, late)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  })

  test('where the first payment opens, acceptance alone does not', async () => {
    const loan = await givenLoan(costly, twoLate())
    await agree(loan)
    const [first] = (await schedulesOf(loan)).at(-1)?.installments ?? []
    expect(await unlocksOf(loan)).toEqual([])
    await payIn(loan, (first?.[1] ?? 0n) - 200_000n)
    expect(await unlocksOf(loan)).toEqual([])
    await payIn(loan, 200_000n, Temporal.Now.instant().add({ minutes: 1 }))
    expect(await unlocksOf(loan)).toMatchObject([{ cause: 'payment' }])
  })

  test('its first installment is the first payment whoever takes it, and less of it is none', async () => {
    const loan = await givenLoan(costly, twoLate())
    const other = await givenLoan(costly, twoLate())
    await agree(loan)
    await agree(other)
    const [first] = (await schedulesOf(loan)).at(-1)?.installments ?? []
    const waits = async (of: typeof loan) =>
      (await readLoan(database(), of.loanId)).awaitsFirstPayment
    await paidElsewhere(loan, (first?.[1] ?? 0n) - 1n)
    expect(await waits(loan)).toBe(true)
    await paidElsewhere(loan, 1n)
    expect(await waits(loan)).toBe(false)
    expect(await waits(other)).toBe(true)
  })

  test('who owes nothing yet keeps the phone open, whatever the policy says', async () => {
    const loan = await givenLoan(
      costly,
      [
        [dayFromNow(10), 900_000n],
        [dayFromNow(40), 900_000n],
      ],
      {
        lockState: 'unlocked',
      },
    )
    await agree(loan, { kind: 'pause', extraMonths: 3, pauseMonths: 1 })
    expect(await unlocksOf(loan)).toMatchObject([{ cause: 'plan' }])
  })

  test('after money has come shows fresh figures, and accepts those', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId } = await ask(loan)
    const seen = await offerOf(planId)
    await payIn(loan, 500_000n)
    expect(await accept(loan, planId)).toEqual({ refusal: 'changed_since' })
    expect(await schedulesOf(loan)).toHaveLength(1)
    const fresh = await offerOf(planId)
    expect(fresh).toMatchObject({ outstandingMinor: 3_190_000n, validUntil: seen.validUntil })
    expect(await accept(loan, planId, { offerId: seen.offerId })).toEqual({
      refusal: 'changed_since',
    })
    expect(await accept(loan, planId)).toMatchObject({ isNew: true })
  })

  test('a day that has passed since is shown again with new days', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId } = await ask(loan, { kind: 'part_now', extraMonths: 2, partNowMinor: 500_000n })
    const later = Temporal.Now.instant().add({ hours: 30 })
    expect(await accept(loan, planId, { now: later })).toEqual({
      refusal: 'changed_since',
    })
    const [first] = (await offerOf(planId)).installments
    expect(`${first?.dueOn}`).toBe(dayOf(later))
  })

  test('when nothing is left to agree on, the offer has ended', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId } = await ask(loan)
    await payIn(loan, 3_690_000n)
    expect(await planRow(planId)).toMatchObject({ state: 'withdrawn' })
    expect(await accept(loan, planId)).toEqual({ refusal: 'not_offered' })
  })

  test('after its last day is too late, and of another’s there is nothing to accept', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const { planId } = await ask(loan)
    const now = Temporal.Now.instant().add({ hours: 24 * 8 })
    expect(await accept(loan, planId, { now })).toEqual({ refusal: 'expired' })
    expect(await accept(other, planId)).toEqual({ refusal: 'not_offered' })
    expect(await takeBack(other, planId)).toBeUndefined()
  })

  test('only so many plans are agreed in a year', async () => {
    const loan = await givenLoan(lender, twoLate())
    await agree(loan)
    await agree(loan, { kind: 'pause', extraMonths: 3, pauseMonths: 1 })
    const third = await ask(loan, { extraMonths: 3 })
    expect(await planRow(third.planId)).toMatchObject({ refusals: ['too_many_in_year'] })
  })
})

describe('changing and taking back', () => {
  test('a change runs from its acceptance, and there is one plan at a time', async () => {
    const loan = await givenLoan(lender, twoLate())
    const first = await agree(loan)
    const { planId: second } = await ask(loan, {
      kind: 'pause',
      extraMonths: 1,
      pauseMonths: 1,
    })
    expect(await planRow(first)).toMatchObject({ state: 'active' })
    expect(await accept(loan, second)).toMatchObject({ replacedId: first })
    expect(await planRow(first)).toMatchObject({ state: 'replaced', nextCheckAt: null })
    expect(await planRow(second)).toMatchObject({ state: 'active' })
    expect(await schedulesOf(loan)).toHaveLength(3)
  })

  test('a running plan taken back leaves its schedule', async () => {
    const loan = await givenLoan(lender, twoLate())
    const planId = await agree(loan)
    expect(await takeBack(loan, planId)).toMatchObject({ before: 'active', isPaid: false })
    expect(await planRow(planId)).toMatchObject({ state: 'withdrawn' })
    expect((await schedulesOf(loan)).at(-1)).toMatchObject({
      source: 'plan',
      isCurrent: true,
    })
    expect(await takeBack(loan, planId)).toBeUndefined()
  })
})

function dayOf(at: Temporal.Instant | null | undefined): string {
  return at ? `${at.toZonedDateTimeISO('Asia/Colombo').toPlainDate()}` : ''
}
