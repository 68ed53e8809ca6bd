import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import {
  decided,
  endDay,
  holdOf,
  pay,
  promised,
  promiseRow,
} from '#tests/promises/given-promise.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { disputeNews, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { noticesOf } from '#tests/support/world.ts'
import { givenRounds } from './given-rounds.ts'

const { lender } = await givenRounds()

const now = () => Temporal.Now.instant()

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
    await tell(refundNews('created', { ...before, pspRefundId: `re_${promiseId}` }))
    await pay(loan, 500_000n)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: 500_000n })
  })

  test('a refund before the end of the day counts against it, after it does not', async () => {
    const early = await givenLoan(lender, twoLate())
    const late = await givenLoan(lender, twoLate())
    const first = await promised(early, { amountMinor: 500_000n })
    const paid = await pay(early, 500_000n)
    const back = { ...paid, amountMinor: 200_000n, pspRefundId: `re_${first.promiseId}` }
    await tell(refundNews('created', back))
    expect(await decided(first.promiseId)).toMatchObject({
      state: 'partly_kept',
      paidMinor: 300_000n,
    })
    const second = await promised(late, { amountMinor: 500_000n })
    const stays = await pay(late, 500_000n)
    expect(await decided(second.promiseId)).toMatchObject({ state: 'kept' })
    await tell(refundNews('created', { ...stays, pspRefundId: `re_${second.promiseId}` }))
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
      .set({ endsAt: now().add({ seconds: 2 }), verdictAt: now().add({ seconds: 2 }) })
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
