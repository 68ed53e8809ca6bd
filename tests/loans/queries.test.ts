import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { noteSilence, type OutsideSystem } from '#lib/gateways/breakers.ts'
import { nameDevice } from '#lib/loans/name-device.ts'
import { phoneOf, phoneOfPayLink, phonesOf } from '#lib/loans/queries.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

const lender = await givenLender()
const schedule = [
  ['2026-10-01', 922_500n],
  ['2026-11-01', 922_500n],
  ['2026-12-01', 922_501n],
] as const

test('a phone comes with its loan and its schedule, exact to the minor unit', async () => {
  const loan = await givenLoan(lender, schedule)
  const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
  expect(phone).toMatchObject({
    deviceId: loan.deviceId,
    brand: 'Xiaomi',
    model: '13T',
    imeiTail: loan.imei.slice(-4),
    loanNumber: loan.loanNumber,
    currency: 'LKR',
    outstandingMinor: 2_767_501n,
    creditMinor: 0n,
    lockState: 'locked',
    liveUnlock: undefined,
    attempts: [],
  })
  expect(phone?.schedule.map((one) => [one.number, one.dueOn.toString(), one.amountMinor])).toEqual(
    [
      [1, '2026-10-01', 922_500n],
      [2, '2026-11-01', 922_500n],
      [3, '2026-12-01', 922_501n],
    ],
  )
  expect(
    JSON.stringify(phone, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(loan.imei)
})

test('an open phone is one until the end it was given; after it nobody knows until somebody says', async () => {
  const loan = await givenLoan(lender, schedule, { provider: 'manual', lockState: 'unlocked' })
  const shown = async (relockAt: Temporal.Instant | null) => {
    await database()
      .updateTable('devices')
      .set({ relockAt })
      .where('id', '=', loan.deviceId)
      .execute()
    return phoneOf(database(), loan.borrowerId, loan.deviceId)
  }
  const now = Temporal.Now.instant()
  expect(await shown(null)).toMatchObject({ lockState: 'unlocked', isOpenedByHand: true })
  expect(await shown(now.add({ hours: 1 }))).toMatchObject({ lockState: 'unlocked' })
  expect(await shown(now.subtract({ hours: 1 }))).toMatchObject({ lockState: 'unknown' })
})

test('only the schedule in force counts', async () => {
  const loan = await givenLoan(lender, schedule)
  await database()
    .updateTable('schedules')
    .set({ supersededAt: Temporal.Now.instant() })
    .where('loanId', '=', loan.loanId)
    .execute()
  expect((await phoneOf(database(), loan.borrowerId, loan.deviceId))?.schedule).toEqual([])
})

test("another borrower's phone is not found, and neither is nonsense", async () => {
  const mine = await givenLoan(lender, schedule)
  const theirs = await givenLoan(lender, schedule)
  expect(await phoneOf(database(), mine.borrowerId, theirs.deviceId)).toBeUndefined()
  expect(await phoneOf(database(), mine.borrowerId, "' or 1=1 --")).toBeUndefined()
  expect((await phonesOf(database(), mine.borrowerId)).map((phone) => phone.deviceId)).toEqual([
    mine.deviceId,
  ])
})

test('a borrower with several phones sees each', async () => {
  const first = await givenLoan(lender, schedule)
  const second = await givenLoan(lender, schedule, { borrowerId: first.borrowerId })
  const ids = (await phonesOf(database(), first.borrowerId)).map((phone) => phone.deviceId)
  expect(ids.toSorted()).toEqual([first.deviceId, second.deviceId].toSorted())
})

test('a live unlock is shown with the payment that asked for it; a finished one is not live', async () => {
  const loan = await givenLoan(lender, schedule)
  const { paymentId, unlockId } = await givenPaidUnlock(loan)
  expect((await phoneOf(database(), loan.borrowerId, loan.deviceId))?.liveUnlock).toEqual({
    reference: `P-${loan.loanNumber}`,
    state: 'accepted',
    deadlineAt: expect.any(Temporal.Instant),
    lateAt: null,
    paymentId,
  })
  await database()
    .updateTable('unlocks')
    .set({ state: 'confirmed' })
    .where('id', '=', unlockId)
    .execute()
  expect((await phoneOf(database(), loan.borrowerId, loan.deviceId))?.liveUnlock).toBeUndefined()
})

test('its lock service is down while it is stopped, or does not answer; another lender’s is not', async () => {
  const mine = await givenLender()
  const loan = await givenLoan(mine, schedule)
  const isDown = async () =>
    (await phoneOf(database(), loan.borrowerId, loan.deviceId))?.isServiceDown
  await noteFailures({ lane: `lock:${lender.id}:http`, lenderId: lender.id })
  expect(await isDown()).toBe(false)
  const lane = `lock:${mine.id}:http`
  await database()
    .insertInto('breakers')
    .values({ lane, lenderId: mine.id, failures: 1, failedAt: now(), reason: 'refused' })
    .execute()
  expect(await isDown()).toBe(false)
  await noteSilence({ lane, lenderId: mine.id }, 'refused')
  expect(await isDown()).toBe(true)
  await database()
    .updateTable('breakers')
    .set({ failedAt: now().subtract({ minutes: 3 }) })
    .where('lane', '=', lane)
    .execute()
  expect(await isDown()).toBe(false)
  await noteFailures({ lane, lenderId: mine.id })
  expect(await isDown()).toBe(true)
  await database().deleteFrom('breakers').where('lane', '=', lane).execute()
  expect(await isDown()).toBe(false)
  await stopService(mine.id)
  expect(await isDown()).toBe(true)
})

test('its lock service is down from the first time that it did not take the phone’s unlock, until it does', async () => {
  const mine = await givenLender()
  const loan = await givenLoan(mine, schedule)
  const bystander = await givenLoan(mine, schedule)
  const { unlockId } = await givenPaidUnlock(loan)
  await givenPaidUnlock(bystander)
  const isDown = async ({ borrowerId, deviceId } = loan) =>
    (await phoneOf(database(), borrowerId, deviceId))?.isServiceDown
  const stands = async (values: object) => {
    await database().updateTable('unlocks').set(values).where('id', '=', unlockId).execute()
    return isDown()
  }
  expect(await isDown()).toBe(false)
  expect(await stands({ state: 'dispatching' })).toBe(false)
  expect(await stands({ state: 'retry_wait', errorClass: 'network_before_send' })).toBe(true)
  expect(await stands({ state: 'dispatching' })).toBe(true)
  expect(await isDown(bystander)).toBe(false)
  // The service has answered: it is the phone that cannot be reached.
  expect(await stands({ state: 'retry_wait', errorClass: 'device_state_transient' })).toBe(false)
  const accepted = { state: 'accepted', acceptedAt: now(), errorClass: null }
  expect(await stands(accepted)).toBe(false)
})

test('an unlock that a person has in hand is under way, until the time it was asked for is over', async () => {
  const loan = await givenLoan(lender, schedule, { provider: 'manual' })
  const { unlockId } = await givenPaidUnlock(loan)
  const shown = async (values: { errorClass: string; relockAt?: Temporal.Instant }) => {
    const { relockAt, errorClass } = values
    const intent = relockAt ? ({ intent: 'until', relockAt } as const) : {}
    await database()
      .updateTable('unlocks')
      .set({ state: 'rejected', errorClass, ...intent })
      .where('id', '=', unlockId)
      .execute()
    return (await phoneOf(database(), loan.borrowerId, loan.deviceId))?.liveUnlock
  }
  expect(await shown({ errorClass: 'not_found' })).toBeUndefined()
  expect(await shown({ errorClass: 'needs_person' })).toMatchObject({ state: 'rejected' })
  const soon = now().add({ hours: 1 })
  expect(await shown({ errorClass: 'needs_person', relockAt: soon })).toBeDefined()
  const before = now().subtract({ hours: 1 })
  expect(await shown({ errorClass: 'needs_person', relockAt: before })).toBeUndefined()
})

const now = () => Temporal.Now.instant()

async function noteFailures(system: OutsideSystem): Promise<void> {
  for (let failure = 0; failure < 5; failure += 1) await noteSilence(system, 'refused')
}

function stopService(lenderId: string) {
  return database()
    .insertInto('mdmConnections')
    .values({ lenderId, provider: 'http', pausedAt: now(), pausedReason: 'tried' })
    .execute()
}

test('a payment under way is shown until it has ended', async () => {
  const loan = await givenLoan(lender, schedule)
  const payment = await givenPayment(loan, { state: 'open' })
  expect((await phonesOf(database(), loan.borrowerId))[0]?.attempts).toMatchObject([
    { paymentId: payment.id, state: 'open', amountMinor: 100n, payLinkId: null },
  ])
  await database()
    .updateTable('payments')
    .set({ state: 'expired' })
    .where('id', '=', payment.id)
    .execute()
  expect((await phonesOf(database(), loan.borrowerId))[0]?.attempts).toEqual([])
})

test('a pay link shows its phone until it is revoked, and only under its own lender', async () => {
  const loan = await givenLoan(lender, schedule)
  const other = await givenLender()
  const link = await database()
    .insertInto('payLinks')
    .values({ lenderId: lender.id, deviceId: loan.deviceId, code: 'K7QF3M2P' })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect((await phoneOfPayLink(database(), lender.id, link.id))?.deviceId).toBe(loan.deviceId)
  expect(await phoneOfPayLink(database(), other.id, link.id)).toBeUndefined()
  await database()
    .updateTable('payLinks')
    .set({ revokedAt: Temporal.Now.instant() })
    .where('id', '=', link.id)
    .execute()
  expect(await phoneOfPayLink(database(), lender.id, link.id)).toBeUndefined()
})

test('a nickname is kept, shortened to nothing when empty, and never set on the phone of another', async () => {
  const mine = await givenLoan(lender, schedule)
  const theirs = await givenLoan(lender, schedule)
  const name = (loan: GivenLoan, nickname: string) =>
    transaction((tx) =>
      nameDevice(tx, { borrowerId: mine.borrowerId, deviceId: loan.deviceId, nickname }),
    )
  expect(await name(mine, '  My \t shop\0phone ')).toEqual({ refusal: undefined })
  expect((await phonesOf(database(), mine.borrowerId))[0]?.nickname).toBe('My shop phone')
  expect(await name(mine, 'x'.repeat(41))).toEqual({ refusal: 'too_long' })
  expect((await phonesOf(database(), mine.borrowerId))[0]?.nickname).toBe('My shop phone')
  expect(await name(mine, '👩🏽‍🔧'.repeat(40))).toEqual({ refusal: undefined })
  await name(mine, '')
  expect((await phonesOf(database(), mine.borrowerId))[0]?.nickname).toBeNull()
  expect(await name(theirs, 'Mine now')).toEqual({ refusal: 'not_found' })
  expect((await phonesOf(database(), theirs.borrowerId))[0]?.nickname).toBeNull()
})

async function givenPaidUnlock(loan: GivenLoan) {
  const now = Temporal.Now.instant()
  const unlock = await database()
    .insertInto('unlocks')
    .values({
      lenderId: loan.lenderId,
      deviceId: loan.deviceId,
      loanId: loan.loanId,
      reference: `U-${loan.loanNumber}`,
      idempotencyKey: loan.deviceId,
      cause: 'payment',
      causeId: loan.loanId,
      intent: 'indefinite',
      state: 'accepted',
      deadlineAt: now.add({ hours: 1 }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const payment = await givenPayment(loan, {
    state: 'paid',
    paidMinor: 100n,
    paidAt: now,
    unlockId: unlock.id,
  })
  return { paymentId: payment.id, unlockId: unlock.id }
}

function givenPayment(
  loan: GivenLoan,
  values: {
    state: 'open' | 'paid'
    paidMinor?: bigint
    paidAt?: Temporal.Instant
    unlockId?: string
  },
) {
  return database()
    .insertInto('payments')
    .values({
      lenderId: loan.lenderId,
      loanId: loan.loanId,
      reference: `P-${loan.loanNumber}`,
      openedBy: 'borrower',
      choice: 'arrears',
      askedMinor: 100n,
      currency: loan.currency,
      locale: 'en',
      ...values,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}
