import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { remindPromises } from '#lib/workflows/promises/remind-promises.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import {
  arrears,
  decided,
  endDay,
  holdOf,
  pay,
  promised,
  promiseRow,
} from '#tests/promises/given-promise.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { anyHour } from '#tests/support/policy.ts'
import { drain, noticesOf, untilUnlock } from '#tests/support/world.ts'
import { givenRounds } from './given-rounds.ts'

const { lender, givenPhone } = await givenRounds()

const now = () => Temporal.Now.instant()

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

const byDay = { ...anyHour(), demandsFrom: 8, demandsUntil: 20 }

describe('the reminder', () => {
  test('comes once, by day, while the promise is open', async () => {
    const loan = await givenLoan(await givenLender({ policy: { hours: byDay } }), twoLate())
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
    await drain()
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
