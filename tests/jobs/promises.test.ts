import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { decidePromises } from '#lib/jobs/decide-promises.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { remindPromises } from '#lib/jobs/remind-promises.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import {
  arrears,
  endDay,
  holdOf,
  pay,
  promised,
  promiseRow,
} from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { disputeNews, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, noticesOf, startWorld, untilUnlock } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(mailbox.stop)
const { connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender)
beforeEach(loseTheQueue)
afterEach(() => expectBooksToHold(database()))

const now = () => Temporal.Now.instant()

async function decided(promiseId: string) {
  await endDay(promiseId)
  await decidePromises(now())
  return promiseRow(promiseId)
}

describe('a promise and the phone', () => {
  test('opens a locked phone; paying it keeps it open by the payment’s own effect', async () => {
    const loan = await givenPhone(lender, twoLate())
    const { promiseId } = await promised(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    await vi.waitFor(() => expect(loan.phone()).toMatchObject({ locked: false }))
    await pay(loan, 1_845_000n)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: 1_845_000n })
    expect(await holdOf(promiseId)).toMatchObject({ endReason: 'kept' })
    expect(await noticesOf(promiseId)).toEqual(['promise_kept', 'promise_made'])
    expect(await arrears(loan)).toBe(0n)
  })

  test('broken: nothing of ours locks the phone, the hold is over, and it is said once', async () => {
    const loan = await givenPhone(lender, twoLate())
    const { promiseId } = await promised(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    const commands = loan.phone().heardCommands.length
    await endDay(promiseId)
    for (let round = 0; round < 3; round += 1) await decidePromises(now())
    await drain()
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken', paidMinor: 0n })
    expect(await holdOf(promiseId)).toMatchObject({ endReason: 'broken' })
    expect(await noticesOf(promiseId)).toEqual(['promise_broken', 'promise_made'])
    expect(loan.phone().heardCommands.length).toBe(commands)
  })

  test('kept with something else still overdue: the hold stands through the day, as was said', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan, { amountMinor: 500_000n })
    await pay(loan, 500_000n)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', decidedAt: null })
    expect(await holdOf(promiseId)).toMatchObject({ endedAt: null })
    expect(await decided(promiseId)).toMatchObject({ state: 'kept' })
    expect(await holdOf(promiseId)).toMatchObject({ endReason: 'kept' })
    expect(await noticesOf(promiseId)).toEqual(['promise_kept', 'promise_made'])
  })
})

describe('what the ledger says', () => {
  test('several payments add up', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan, { amountMinor: 900_000n })
    for (const part of [300_000n, 200_000n]) await pay(loan, part)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open' })
    await pay(loan, 400_000n)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: 900_000n })
  })

  test('a part is partly kept', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    await pay(loan, 300_000n)
    expect(await decided(promiseId)).toMatchObject({ state: 'partly_kept', paidMinor: 300_000n })
    expect(await noticesOf(promiseId)).toEqual(['promise_made', 'promise_partly_kept'])
  })

  test('what was paid before it was made does not count, and what goes back of that neither', async () => {
    const loan = await givenLoan(lender, twoLate())
    const before = await pay(loan, 300_000n)
    const { promiseId } = await promised(loan, { amountMinor: 500_000n })
    await tell(refundNews('created', { ...before, stripeRefundId: `re_${promiseId}` }))
    await pay(loan, 500_000n)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: 500_000n })
  })

  test('a refund before the end of the day counts against it, after it does not', async () => {
    const [early, late] = [await givenLoan(lender, twoLate()), await givenLoan(lender, twoLate())]
    const first = await promised(early, { amountMinor: 500_000n })
    const paid = await pay(early, 500_000n)
    const back = { ...paid, amountMinor: 200_000n, stripeRefundId: `re_${first.promiseId}` }
    await tell(refundNews('created', back))
    expect(await decided(first.promiseId)).toMatchObject({
      state: 'partly_kept',
      paidMinor: 300_000n,
    })
    const second = await promised(late, { amountMinor: 500_000n })
    const stays = await pay(late, 500_000n)
    expect(await decided(second.promiseId)).toMatchObject({ state: 'kept' })
    await tell(refundNews('created', { ...stays, stripeRefundId: `re_${second.promiseId}` }))
    await decidePromises(now())
    expect(await promiseRow(second.promiseId)).toMatchObject({ state: 'kept' })
  })

  test('money that a bank took back for a dispute counts against it', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan, { amountMinor: 500_000n })
    const paid = await pay(loan, 500_000n)
    await tell(disputeNews('funds_withdrawn', paid))
    expect(await decided(promiseId)).toMatchObject({ state: 'broken', paidMinor: 0n })
  })

  test('money set aside for a person is not paid to the loan', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    await tell(intentNews('succeeded', { ...(await open(loan)), amountMinor: 5n }))
    expect(await decided(promiseId)).toMatchObject({ state: 'broken', paidMinor: 0n })
  })

  test('money paid in time and heard of late keeps it after all', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan, { amountMinor: 500_000n })
    const asked = await open(loan, { choice: 'other', amountMinor: 500_000n })
    await endDay(promiseId)
    await database()
      .updateTable('promises')
      .set({ endsAt: now().add({ seconds: 2 }) })
      .where('id', '=', promiseId)
      .execute()
    await decidePromises(now().add({ hours: 3 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken' })
    await tell(intentNews('succeeded', asked))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: 500_000n })
    expect(await noticesOf(promiseId)).toEqual(['promise_broken', 'promise_kept', 'promise_made'])
  })

  test('when nothing is overdue any more for another reason, it is not called broken', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    await database()
      .updateTable('installments')
      .set({ dueOn: Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 9 }) })
      .where('scheduleId', 'in', (eb) =>
        eb.selectFrom('schedules').select('id').where('loanId', '=', loan.loanId),
      )
      .execute()
    expect(await decided(promiseId)).toMatchObject({ state: 'withdrawn' })
    expect(await holdOf(promiseId)).toMatchObject({ endReason: 'decided' })
    expect(await noticesOf(promiseId)).toEqual(['promise_made'])
  })
})

describe('the reminder', () => {
  test('comes once, by day, while the promise is open', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    const { remindAt } = await promiseRow(promiseId)
    await remindPromises(remindAt.subtract({ minutes: 1 }))
    expect(await noticesOf(promiseId)).toEqual(['promise_made'])
    // Nobody was there that day: the next one is by night, and the one after comes by day.
    await remindPromises(remindAt.add({ hours: 12 }))
    expect(await noticesOf(promiseId)).toEqual(['promise_made'])
    const nextMorning = remindAt.add({ hours: 23 })
    for (let round = 0; round < 3; round += 1) await remindPromises(nextMorning)
    expect(await noticesOf(promiseId)).toEqual(['promise_made', 'promise_reminder'])
  })

  test('does not come when it is kept, taken back or over', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId, endsAt } = await promised(loan)
    await remindPromises(endsAt)
    expect(await noticesOf(promiseId)).toEqual(['promise_made'])
    const { remindAt } = await promiseRow(promiseId)
    await pay(loan, 1_845_000n)
    await remindPromises(remindAt)
    expect(await noticesOf(promiseId)).toEqual(['promise_kept', 'promise_made'])
  })
})

test('the sweep that runs everywhere does both, and every notice can be written in each language', async () => {
  for (const locale of ['en', 'es', 'ar'] as const) {
    const loan = await givenLoan(lender, twoLate(), { locale })
    const { promiseId, endsAt } = await promised(loan)
    const { remindAt } = await promiseRow(promiseId)
    await Promise.all([reconcile(remindAt), reconcile(remindAt)])
    await Promise.all([reconcile(endsAt), reconcile(endsAt)])
    expect(await noticesOf(promiseId)).toEqual([
      'promise_broken',
      'promise_made',
      'promise_reminder',
    ])
    await drain()
    const sent = await database()
      .selectFrom('notices')
      .select(['sentAt', 'failure'])
      .where('causeId', '=', promiseId)
      .execute()
    for (const notice of sent) expect(notice).toMatchObject({ failure: null })
  }
})
