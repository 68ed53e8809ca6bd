import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  noteListing,
  noteRemovalRequested,
  noteRemoved,
  withdrawListing,
} from '#lib/block-lists/move-listing.ts'
import { blockListingsOf } from '#lib/block-lists/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { by, givenListing, listingRow, today, yesterday } from './given-listing.ts'

await freshDatabase()
const lender = await givenLender()
const { id: staffId } = await givenStaff(lender, 'agent')
const one = async () => ({ ...(await givenLoan(lender, twoLate())), lenderId: lender.id })

test('a phone is on one list once, and on another beside it', async () => {
  const loan = await one()
  await givenListing(loan, staffId, 'CEIR')
  const again = (list: string) =>
    transaction((tx) => noteListing(tx, { ...by(loan, staffId), list, listedOn: today }))
  expect(await again('ceir')).toEqual({ refusal: 'already_listed' })
  expect(await again('Device registry')).toHaveProperty('listingId')
  expect((await blockListingsOf(database(), loan)).map(({ list }) => list)).toEqual([
    'Device registry',
    'CEIR',
  ])
})

test('it is asked for, then off, and after that the entry stays as it is', async () => {
  const loan = await one()
  const beside = await givenListing(loan, staffId, 'Beside')
  const listingId = await givenListing(loan, staffId)
  const of = { ...by(loan, staffId), listingId }
  const asked = { ...of, requestedOn: today, reference: 'R-1' }
  expect(await transaction((tx) => noteRemovalRequested(tx, asked))).toHaveProperty('listingId')
  expect(await listingRow(listingId)).toMatchObject({
    removalRequestedOn: today,
    requestReference: 'R-1',
    requestedBy: staffId,
    removedOn: null,
  })
  const removed = { ...of, removedOn: today, proof: 'P-9' }
  expect(await transaction((tx) => noteRemoved(tx, removed))).toHaveProperty('listingId')
  const states = (await blockListingsOf(database(), loan)).map(({ list, state }) => [list, state])
  expect(states).toEqual(
    expect.arrayContaining([
      ['CEIR', 'removed'],
      ['Beside', 'stands'],
    ]),
  )
  for (const late of [
    () => transaction((tx) => noteRemoved(tx, { ...removed, proof: 'other' })),
    () => transaction((tx) => noteRemovalRequested(tx, asked)),
    () => transaction((tx) => withdrawListing(tx, of)),
  ])
    expect(await late()).toEqual({ refusal: 'missing' })
  expect(await listingRow(listingId)).toMatchObject({ removalProof: 'P-9', withdrawnAt: null })
  expect(await listingRow(beside)).toMatchObject({ removalRequestedOn: null, removedOn: null })
})

test('days that cannot be are refused', async () => {
  const loan = await one()
  const listingId = await givenListing(loan, staffId)
  const of = { ...by(loan, staffId), listingId, proof: 'P', reference: 'R' }
  const before = yesterday.subtract({ days: 1 })
  const tomorrow = today.add({ days: 1 })
  const asked = (requestedOn: Temporal.PlainDate) =>
    transaction((tx) => noteRemovalRequested(tx, { ...of, requestedOn }))
  const off = (removedOn: Temporal.PlainDate) =>
    transaction((tx) => noteRemoved(tx, { ...of, removedOn }))
  for (const act of [asked, off]) {
    expect(await act(before)).toEqual({ refusal: 'before_it_was_listed' })
    expect(await act(tomorrow)).toEqual({ refusal: 'in_the_future' })
  }
  const noted = { ...by(loan, staffId), list: 'Another', listedOn: tomorrow }
  expect(await transaction((tx) => noteListing(tx, noted))).toEqual({ refusal: 'in_the_future' })
  expect(await off(yesterday)).toHaveProperty('listingId')
})

test('one noted by mistake is not shown, and can be noted anew', async () => {
  const loan = await one()
  const listingId = await givenListing(loan, staffId)
  await transaction((tx) => withdrawListing(tx, { ...by(loan, staffId), listingId }))
  expect(await blockListingsOf(database(), loan)).toEqual([])
  expect(await givenListing(loan, staffId)).not.toBe(listingId)
})

test('another lender’s staff note nothing here', async () => {
  const loan = await one()
  const listingId = await givenListing(loan, staffId)
  const stranger = await givenLender()
  const { id: theirs } = await givenStaff(stranger, 'agent')
  const of = { ...by({ ...loan, lenderId: stranger.id }, theirs), listingId }
  const acts = [
    () => transaction((tx) => noteListing(tx, { ...of, list: 'Theirs', listedOn: today })),
    () => transaction((tx) => noteRemoved(tx, { ...of, removedOn: today, proof: 'P' })),
    () => transaction((tx) => withdrawListing(tx, of)),
    () =>
      transaction((tx) => withdrawListing(tx, { ...by(loan, staffId), listingId: randomUUID() })),
  ]
  for (const act of acts) expect(await act()).toHaveProperty('refusal')
  expect(await listingRow(listingId)).toMatchObject({ removedOn: null, withdrawnAt: null })
  expect(await blockListingsOf(database(), loan)).toHaveLength(1)
})
