import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { open, paymentRow } from '#tests/payments/given-payment.ts'
import { clear, holdOf, promiseRow, settle } from '#tests/promises/given-promise.ts'
import {
  amountMinor,
  daysAfter,
  givenVouchers,
  newestHold,
} from '#tests/workflows/checkout/given-vouchers.ts'

const { forTomorrow } = await givenVouchers()

describe('a voucher heard of late', () => {
  test('a page that is open as the day ends: nothing is said before it is known how it ended', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const { paymentId } = await open(loan, { choice: 'other', amountMinor, now: lastHour })
    await reconcile(endsAt.add({ minutes: 1 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open', decidedAt: null })
    await settle(paymentId, {
      at: endsAt.subtract({ seconds: 9 }),
      now: endsAt.add({ minutes: 2 }),
    })
    expect(await newestHold(promiseId)).toMatchObject({
      untilAt: daysAfter(endsAt, 2),
      endedAt: null,
    })
    await reconcile(endsAt.add({ hours: 3 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open' })
  })

  test('a page that nobody used ends the waiting by itself', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    await open(loan, { choice: 'other', amountMinor, now: lastHour })
    await decidePromises(lastHour.add({ hours: 2 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken' })
    expect(await holdOf(promiseId)).toMatchObject({ untilAt: endsAt })
  })

  test('asked, Stripe does not say when the payer was done: not after they came back', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const { paymentId } = await open(loan, { choice: 'other', amountMinor, now: lastHour })
    const returnedAt = endsAt.subtract({ minutes: 3 })
    await database()
      .updateTable('payments')
      .set({ checkoutReturnedAt: returnedAt, expiresAt: endsAt.add({ minutes: 10 }) })
      .where('id', '=', paymentId)
      .execute()
    const late = endsAt.add({ minutes: 40 })
    await settle(paymentId, { at: late, now: late })
    expect(await paymentRow(paymentId)).toMatchObject({ processingAt: returnedAt })
    expect(await promiseRow(promiseId)).toMatchObject({ waitsUntil: daysAfter(endsAt, 2) })
  })

  test('that the payer was done comes after the money: it counts from then all the same', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const asked = await open(loan, { choice: 'other', amountMinor, now: lastHour })
    const later = endsAt.add({ hours: 20 })
    await clear(asked, later)
    await decidePromises(later)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken' })
    await settle(asked.paymentId, { at: lastHour, now: later })
    expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'paid' })
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: amountMinor })
  })
})
