import { describe, expect, test } from 'vitest'
import { reconcile } from '#lib/worker/reconcile.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { remindPromises } from '#lib/workflows/promises/remind-promises.ts'
import { twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { clear, failLater, payLater, promised, promiseRow } from '#tests/promises/given-promise.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { noticesOf } from '#tests/support/world.ts'
import {
  amountMinor,
  daysAfter,
  givenVouchers,
  holdsFor,
  newestHold,
  towards,
  zone,
} from '#tests/workflows/checkout/given-vouchers.ts'

const { lender, forTomorrow } = await givenVouchers()

describe('a voucher on the last day', () => {
  test('lengthens the hold at once, before the phone would lock, to the last day of the voucher', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const { paymentId } = await payLater(loan, amountMinor, { at: lastHour })
    const waitsUntil = daysAfter(endsAt, 2)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open', waitsUntil })
    expect(await holdsFor(promiseId)).toMatchObject([
      { untilAt: endsAt, endReason: 'replaced' },
      { untilAt: waitsUntil, endedAt: null },
    ])
    expect((await unlocksOf(loan)).at(-1)).toMatchObject({ relockAt: waitsUntil })
    expect(await towards(loan, promiseId)).toEqual({ paymentId, amountMinor, until: waitsUntil })
  })

  test('and the end of the day brings no verdict, no notice and no end of the hold', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    await payLater(loan, amountMinor, { at: lastHour })
    for (const hours of [0, 1, 24, 47]) await reconcile(endsAt.add({ hours }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open', decidedAt: null })
    expect(await newestHold(promiseId)).toMatchObject({ endedAt: null })
    expect(await noticesOf(promiseId)).toEqual(['promise_made'])
  })

  test('clears after the end: kept, for the payer was done before it', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const asked = await payLater(loan, amountMinor, { at: lastHour })
    await decidePromises(endsAt)
    await clear(asked, endsAt.add({ hours: 30 }))
    expect(await promiseRow(promiseId)).toMatchObject({
      state: 'kept',
      paidMinor: amountMinor,
      waitsUntil: null,
      decidedAt: endsAt.add({ hours: 30 }),
    })
    expect(await newestHold(promiseId)).toMatchObject({ endReason: 'kept' })
    expect(await noticesOf(promiseId)).toEqual(['promise_kept', 'promise_made'])
  })

  test('fails after the end: the ordinary verdict, at once', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const { paymentId } = await payLater(loan, amountMinor, { at: lastHour })
    await failLater(paymentId, endsAt.add({ hours: 5 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken', waitsUntil: null })
    expect(await newestHold(promiseId)).toMatchObject({ endReason: 'broken' })
    expect(await noticesOf(promiseId)).toEqual(['promise_broken', 'promise_made'])
    expect(await towards(loan, promiseId)).toBeUndefined()
  })

  test('fails before the end: the hold ends with the day again', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const { paymentId } = await payLater(loan, amountMinor, { at: lastHour })
    await failLater(paymentId, lastHour.add({ minutes: 10 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'open', waitsUntil: null })
    expect(await newestHold(promiseId)).toMatchObject({ untilAt: endsAt, endedAt: null })
    await decidePromises(endsAt)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken' })
  })

  test('its days pass: the ordinary verdict; the money that comes later keeps it after all', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const asked = await payLater(loan, amountMinor, { at: lastHour })
    const over = daysAfter(endsAt, 2)
    await reconcile(over)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken', paidMinor: 0n })
    expect(await newestHold(promiseId)).toMatchObject({ endReason: 'broken' })
    await clear(asked, over.add({ hours: 9 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'kept', paidMinor: amountMinor })
    expect(await noticesOf(promiseId)).toEqual(['promise_broken', 'promise_kept', 'promise_made'])
  })

  test('for a part: what came and what is on its way are added up in the end', async () => {
    const { loan, promiseId, endsAt, lastHour } = await forTomorrow()
    const asked = await payLater(loan, 200_000n, { at: lastHour })
    await decidePromises(endsAt)
    await clear(asked, endsAt.add({ hours: 1 }))
    expect(await promiseRow(promiseId)).toMatchObject({
      state: 'partly_kept',
      paidMinor: 200_000n,
      decidedAt: endsAt.add({ hours: 1 }),
    })
  })
})

describe('what is not waited for', () => {
  test('a voucher begun after the end, nor does its money count', async () => {
    const { loan, promiseId, endsAt } = await forTomorrow()
    await reconcile(endsAt)
    const asked = await payLater(loan, amountMinor, { at: endsAt })
    await clear(asked, endsAt.add({ hours: 2 }))
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken', paidMinor: 0n })
    expect(await holdsFor(promiseId)).toHaveLength(1)
  })

  test('one that should have come before the end', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId, endsAt } = await promised(loan, { amountMinor })
    const { paymentId } = await payLater(loan, amountMinor)
    expect(await holdsFor(promiseId)).toHaveLength(1)
    expect(await towards(loan, promiseId)).toEqual({ paymentId, amountMinor, until: endsAt })
    await decidePromises(endsAt)
    expect(await promiseRow(promiseId)).toMatchObject({ state: 'broken' })
  })
})

test('a promise made while a voucher is on its way waits for it from the start', async () => {
  const loan = await givenLoan(lender, twoLate())
  await payLater(loan, amountMinor)
  const dueOn = Temporal.Now.plainDateISO(zone).add({ days: 1 })
  const { promiseId, endsAt } = await promised(loan, { amountMinor, dueOn })
  expect(await newestHold(promiseId)).toMatchObject({ untilAt: daysAfter(endsAt, 1) })
  expect(await noticesOf(promiseId)).toEqual(['promise_made'])
})

test('nobody is reminded of what is on its way; of what will not come, they are', async () => {
  const loan = await givenLoan(lender, twoLate())
  const { promiseId } = await promised(loan, { amountMinor })
  const { remindAt } = await promiseRow(promiseId)
  const { paymentId } = await payLater(loan, amountMinor, { at: remindAt.subtract({ hours: 1 }) })
  await remindPromises(remindAt)
  expect(await noticesOf(promiseId)).toEqual(['promise_made'])
  await failLater(paymentId, remindAt.add({ hours: 1 }))
  await remindPromises(remindAt.add({ hours: 1 }))
  expect(await noticesOf(promiseId)).toEqual(['promise_made', 'promise_reminder'])
})
