import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { bookRow, imported, loanOf } from '#tests/loans/import/loan-book.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { dayFromNow, loanRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { accept, ask, newestElsewhere, paidElsewhere } from '#tests/plans/given-plan.ts'
import { holdOf, promised, promiseRow } from '#tests/promises/given-promise.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { planRules, promiseRules } from '#tests/support/policy.ts'
import { noticesOf, queuedTasks } from '#tests/support/world.ts'
import { givenRounds } from '#tests/workflows/promises/given-rounds.ts'

const { lender, connect } = await givenRounds()
const patient = await givenLender({ policy: { promise: promiseRules({ verdictWaitDays: 1 }) } })

/** Money that the lender's book tells of, and what follows. */
async function tellOf(loan: GivenLoan, amountMinor: bigint): Promise<void> {
  await paidElsewhere(loan, amountMinor)
  const postingId = await newestElsewhere(loan)
  await followElsewhere({ postingId, loanId: loan.loanId })
}

const later = (count: number) => Temporal.Now.instant().add({ hours: 24 * count })

describe('money that the lender’s own book tells of', () => {
  test('opens the phone as the same money by card: for a part, until it is due, and not for too little', async () => {
    const phone = () => givenLoan(lender, twoLate(), { lockState: 'locked' })
    const part = await phone()
    const whole = await phone()
    const little = await phone()
    const bystander = await phone()
    await tellOf(part, 922_500n)
    await tellOf(whole, 1_845_000n)
    await tellOf(little, 922_499n)
    const until = async (loan: GivenLoan) => {
      const unlocks = await unlocksOf(loan)
      return unlocks.map(
        ({ relockAt }) => `${relockAt?.toZonedDateTimeISO('Asia/Colombo').toPlainDate()}`,
      )
    }
    expect(await until(part)).toEqual([dayFromNow(7)])
    expect(await until(whole)).toEqual([dayFromNow(33)])
    expect(await until(little)).toEqual([])
    expect(await until(bystander)).toEqual([])
    expect(await loanRow(bystander)).toMatchObject({ outstandingMinor: 3_690_000n })
  })

  test('all of the loan opens the phone, but not for good: the next file may say otherwise', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'locked' })
    await tellOf(loan, 3_690_000n)
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'indefinite' }])
  })

  test('the first payment of a plan opens the phone, and less does not', async () => {
    const opening = await givenLender({
      policy: { plan: planRules({ opens: 'after_first_payment' }), partialUnlock: null },
    })
    const loan = await givenLoan(opening, twoLate(), { lockState: 'locked' })
    const { planId } = await ask(loan)
    await accept(loan, planId)
    expect(await unlocksOf(loan)).toEqual([])
    const schedule = await database()
      .selectFrom('installments')
      .innerJoin('schedules', 'schedules.id', 'installments.scheduleId')
      .select('amountMinor')
      .where('loanId', '=', loan.loanId)
      .where('supersededAt', 'is', null)
      .orderBy('number')
      .execute()
    const firstMinor = schedule[0]?.amountMinor ?? 0n
    await tellOf(loan, firstMinor - 1n)
    expect(await unlocksOf(loan)).toEqual([])
    await tellOf(loan, 1n)
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'until', cause: 'payment' }])
  })

  test('an import queues it for what was paid or taken back, and for nothing else', async () => {
    const book = await givenLender({ slug: 'book' })
    await connect(book)
    const row = (serial: number, paid: string) => bookRow('book', serial, { paid_elsewhere: paid })
    await imported([row(1, '0'), row(2, '500'), row(3, '500')])
    expect(await queuedTasks()).toEqual([])
    await imported([row(1, '9225'), row(2, '500'), row(3, '100')])
    expect(await queuedTasks()).toEqual(['follow-elsewhere', 'follow-elsewhere'])
    const { outstandingMinor } = await loanOf(book.id, 'L-1')
    expect(outstandingMinor).toBe(922_500n)
  })
})

describe('a promise kept elsewhere', () => {
  const inDays = (count: number) => Temporal.PlainDate.from(dayFromNow(count))

  async function givenPromise() {
    const loan = await givenLoan(patient, twoLate(), { lockState: 'locked' })
    const made = await promised(loan, { amountMinor: 500_000n, dueOn: inDays(1) })
    return { loan, ...made }
  }

  const cash = async (loan: GivenLoan, takenOn: Temporal.PlainDate, now: Temporal.Instant) => {
    const [{ lenderId, loanId }, paymentId] = [loan, randomUUID()]
    const by = await byTwo(lenderId, paymentId)
    return transaction(async (tx) =>
      takeCash(tx, {
        lenderId,
        loanId,
        paymentId,
        ...by,
        amountMinor: 500_000n,
        method: 'cash',
        officeReceipt: randomUUID(),
        takenOn,
        now,
        seenOutstandingMinor: (await loanRow(loan)).outstandingMinor,
        locale: 'en',
      }),
    )
  }

  test('at the counter in time, entered the morning after: kept, and the phone stayed open meanwhile', async () => {
    const { loan, promiseId, endsAt } = await givenPromise()
    const bystander = await givenPromise()
    const morning = endsAt.add({ hours: 9 })
    await reconcile(endsAt.add({ seconds: 30 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open' })
    expect(await holdOf(promiseId)).toMatchObject({ endedAt: null })
    expect(await noticesOf(promiseId)).toEqual(['promise_made'])
    await cash(loan, inDays(1), morning)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: 500_000n })
    expect(await promiseRow(bystander.promiseId)).toMatchObject({ state: 'open' })
  })

  test('taken the day after is not in time, whenever it is entered', async () => {
    const { loan, promiseId, endsAt, verdictAt } = await givenPromise()
    await cash(loan, inDays(2), endsAt.add({ hours: 13 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open' })
    await decidePromises(verdictAt)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken' })
  })

  test('after the verdict, what was paid in time turns it', async () => {
    const { loan, promiseId, verdictAt } = await givenPromise()
    await decidePromises(verdictAt)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken' })
    await cash(loan, inDays(1), verdictAt.add({ hours: 1 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept' })
  })

  test('by the lender’s book, which names no day: kept when it is told before the verdict', async () => {
    const { loan, promiseId } = await givenPromise()
    const over = { endsAt: later(-1), madeAt: later(-5), verdictAt: later(1) }
    await database().updateTable('promises').set(over).where('id', '=', promiseId).execute()
    await tellOf(loan, 500_000n)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: 500_000n })
    const late = await givenPromise()
    const decided = { endsAt: later(-2), madeAt: later(-5), verdictAt: later(-1) }
    await database().updateTable('promises').set(decided).where('id', '=', late.promiseId).execute()
    await tellOf(late.loan, 500_000n)
    expect(await promiseRow(late.promiseId)).toMatchObject({ state: 'broken' })
  })
})
