import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { decidePromises } from '#lib/jobs/decide-promises.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { remindPromises } from '#lib/jobs/remind-promises.ts'
import { onItsWay, promiseOf } from '#lib/promises/queries.ts'
import { open, paymentRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import {
  clear,
  failLater,
  holdOf,
  payLater,
  promised,
  promiseRow,
  settle,
} from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { loseTheQueue, noticesOf } from '#tests/support/world.ts'

await freshDatabase()
const lender = await givenLender()
beforeEach(loseTheQueue)
afterEach(() => expectBooksToHold(database()))

const zone = 'Asia/Colombo'
const amountMinor = 500_000n

/** A promise for tomorrow, whose voucher takes two days. */
async function forTomorrow(wish: Parameters<typeof promised>[1] = {}) {
  const loan = await givenLoan(lender, twoLate())
  const now = Temporal.Now.instant()
  const dueOn = now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 })
  const { promiseId, endsAt } = await promised(loan, { amountMinor, dueOn, ...wish })
  return { loan, promiseId, endsAt, lastHour: endsAt.subtract({ hours: 1 }) }
}

function daysAfter(endsAt: Temporal.Instant, days: number): Temporal.Instant {
  return endsAt.toZonedDateTimeISO(zone).add({ days }).toInstant()
}

function holdsFor(promiseId: string) {
  return database()
    .selectFrom('holds')
    .select(['untilAt', 'endedAt', 'endReason'])
    .where('causeId', '=', promiseId)
    .orderBy('fromAt')
    .orderBy('id')
    .execute()
}

const newestHold = async (promiseId: string) => (await holdsFor(promiseId)).at(-1)

async function towards({ borrowerId }: GivenLoan, promiseId: string) {
  const promise = await promiseOf(database(), borrowerId, promiseId)
  return promise && onItsWay(database(), promise)
}

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
      ...{ state: 'kept', paidMinor: amountMinor, waitsUntil: null },
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
      ...{ state: 'partly_kept', paidMinor: 200_000n },
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

describe('heard of late', () => {
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
      ...{ untilAt: daysAfter(endsAt, 2), endedAt: null },
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
      .set({ returnedAt, expiresAt: endsAt.add({ minutes: 10 }) })
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
