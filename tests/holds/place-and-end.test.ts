import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endHold } from '#lib/holds/end-hold.ts'
import { endOverHolds } from '#lib/holds/end-over-holds.ts'
import { placeHold } from '#lib/holds/place-hold.ts'
import { activeHolds, referredHolds } from '#lib/holds/queries.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { auditLogOf, detailsOf, hold, holdRow, inDays } from './given-hold.ts'

await freshDatabase()
const lender = await givenLender()
const now = Temporal.Now.instant()

describe('a hold', () => {
  test('is placed once for a cause, and audited', async () => {
    const loan = await givenLoan(lender, twoLate())
    const wish = { causeId: randomUUID(), until: inDays(3) }
    const first = await hold(loan, wish)
    const again = await hold(loan, wish)
    expect(again).toEqual({ holdId: first.holdId, isNew: false })
    expect(await auditLogOf(first.holdId)).toEqual(['hold.placed'])
    const { causeId } = wish
    const until = wish.until.round('millisecond').toString()
    expect(await detailsOf(first.holdId)).toEqual([
      { reason: 'promise', causeId, loanId: loan.loanId, until },
    ])
  })

  test('keeps what was noted with it, or nothing', async () => {
    const loan = await givenLoan(lender, twoLate())
    const noted = await hold(loan, { note: 'She is in hospital.' })
    const bare = await hold(loan)
    expect(await holdRow(noted.holdId)).toMatchObject({ note: 'She is in hospital.' })
    expect(await holdRow(bare.holdId)).toMatchObject({ note: null, isCounted: false })
  })

  test('asked for by five at the same moment is one hold', async () => {
    const loan = await givenLoan(lender, twoLate())
    const wish = { causeId: randomUUID(), until: inDays(3) }
    const placed = await Promise.all(Array.from({ length: 5 }, () => hold(loan, wish)))
    expect(new Set(placed.map(({ holdId }) => holdId)).size).toBe(1)
    expect(placed.filter(({ isNew }) => isNew)).toHaveLength(1)
  })

  test('with another end takes the place of the older one', async () => {
    const loan = await givenLoan(lender, twoLate())
    const causeId = randomUUID()
    const first = await hold(loan, { causeId, until: inDays(3) })
    const second = await hold(loan, { causeId, until: inDays(5) })
    expect(second).toMatchObject({ isNew: true, replacedId: first.holdId })
    expect(await holdRow(first.holdId)).toMatchObject({ endReason: 'replaced' })
    expect((await activeHolds(database(), loan.loanId, now)).map(({ holdId }) => holdId)).toEqual([
      second.holdId,
    ])
  })

  test('cannot end before it begins', async () => {
    const loan = await givenLoan(lender, twoLate())
    await expect(hold(loan, { until: inDays(-1) })).rejects.toThrow('cannot end')
  })

  test('of other causes stand beside each other, the longest first', async () => {
    const loan = await givenLoan(lender, twoLate())
    await hold(loan, { until: inDays(3) })
    const longest = await hold(loan, { reason: 'return', until: inDays(9) })
    const holds = await activeHolds(database(), loan.loanId, now)
    expect(holds.map(({ reason }) => reason)).toEqual(['return', 'promise'])
    expect(holds[0]?.holdId).toBe(longest.holdId)
  })

  test('names the reference of what it comes from', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { id, reference } = await database()
      .insertInto('cases')
      .values({
        lenderId: lender.id,
        loanId: loan.loanId,
        kind: 'borrower_dispute',
        reference: 'AAAA-BBBB',
        dedupeKey: randomUUID(),
      })
      .returning(['id', 'reference'])
      .executeTakeFirstOrThrow()
    await hold(loan, { reason: 'dispute', causeId: id })
    await hold(loan, { reason: 'staff', causeId: 'nothing else', until: inDays(2) })
    const found = await referredHolds(database(), loan.loanId, now)
    expect(found.map((one) => one.reference)).toEqual([reference, null])
  })
})

describe('its end', () => {
  test('before its time: once, by whom and why', async () => {
    const loan = await givenLoan(lender, twoLate())
    const causeId = randomUUID()
    const { holdId } = await hold(loan, { causeId })
    const ending = { reason: 'promise', causeId, endedBy: 'keyturn', now } as const
    const end = () => transaction((tx) => endHold(tx, { ...ending, endReason: 'kept' }))
    expect(await end()).toMatchObject({ holdId })
    expect(await end()).toBeUndefined()
    expect(await holdRow(holdId)).toMatchObject({ endedBy: 'keyturn', endReason: 'kept' })
    expect(await activeHolds(database(), loan.loanId, now)).toEqual([])
    expect(await auditLogOf(holdId)).toEqual(['hold.placed', 'hold.ended'])
    expect((await detailsOf(holdId)).at(-1)).toEqual({
      reason: 'promise',
      causeId,
      endReason: 'kept',
    })
  })

  test('at its time: not active any more, and noted by the next round, once', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { holdId } = await hold(loan, { until: inDays(1) })
    const later = inDays(1).add({ minutes: 1 })
    expect(await activeHolds(database(), loan.loanId, later)).toEqual([])
    const rounds = await Promise.all(
      Array.from({ length: 4 }, () => transaction((tx) => endOverHolds(tx, later, 100))),
    )
    expect(rounds.flat().filter((one) => one.holdId === holdId)).toHaveLength(1)
    expect(await holdRow(holdId)).toMatchObject({ endReason: 'over', endedBy: 'keyturn' })
    expect(await auditLogOf(holdId)).toEqual(['hold.placed', 'hold.ended'])
  })

  test('once over, the same cause can be held anew: the older one was over, not replaced', async () => {
    const loan = await givenLoan(lender, twoLate())
    const causeId = randomUUID()
    const first = await hold(loan, { causeId, until: inDays(1) })
    await hold(loan, { causeId, until: inDays(5), now: inDays(2) })
    expect(await holdRow(first.holdId)).toMatchObject({ endReason: 'over' })
  })
})

test('the database keeps no hold without an end, and none about nothing', async () => {
  const loan = await givenLoan(lender, twoLate())
  const wish = {
    lenderId: lender.id,
    reason: 'staff',
    causeId: 'x',
    placedBy: 'staff:test',
  } as const
  const insert = (values: object) =>
    database()
      .insertInto('holds')
      .values({ ...wish, ...values } as never)
      .execute()
  await expect(insert({ loanId: loan.loanId })).rejects.toThrow('until_at')
  await expect(insert({ untilAt: inDays(1) })).rejects.toThrow('holds_check')
  await expect(
    insert({ untilAt: inDays(1), loanId: loan.loanId, provider: 'http' }),
  ).rejects.toThrow('holds_check')
})

test('an outage of the provider is a hold on each of its phones, and of no other lender’s', async () => {
  const here = await givenLender()
  const elsewhere = await givenLender()
  const loan = await givenLoan(here, twoLate())
  const theirs = await givenLoan(elsewhere, twoLate())
  const manual = await givenLoan(here, twoLate(), { provider: 'manual' })
  await transaction((tx) =>
    placeHold(tx, {
      lenderId: here.id,
      about: { provider: 'http' },
      reason: 'provider_outage',
      causeId: randomUUID(),
      placedBy: 'staff:test',
      until: inDays(2),
      now,
    }),
  )
  const reasons = async (loanId: string) =>
    (await activeHolds(database(), loanId, now)).map(({ reason }) => reason)
  expect(await reasons(loan.loanId)).toEqual(['provider_outage'])
  expect(await reasons(theirs.loanId)).toEqual([])
  expect(await reasons(manual.loanId)).toEqual([])
})
