import { beforeEach, expect, test } from 'vitest'
import { noteRemovalRequested } from '#lib/block-lists/move-listing.ts'
import { closeCase } from '#lib/cases/change-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { openRemovals } from '#lib/workflows/block-lists/open-removals.ts'
import { neverOnList, takeOffList } from '#lib/workflows/block-lists/take-off-list.ts'
import { by, givenListing, today } from '#tests/block-lists/given-listing.ts'
import { capture, open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { loseTheQueue, noticesOf } from '#tests/support/world.ts'

await freshDatabase()
const lender = await givenLender()
const { id: staffId } = await givenStaff(lender, 'agent')
beforeEach(loseTheQueue)

const sweep = () => openRemovals(Temporal.Now.instant())

async function listed(list = 'CEIR') {
  const loan = { ...(await givenLoan(lender, twoLate())), lenderId: lender.id }
  return { loan, listingId: await givenListing(loan, staffId, list) }
}

const settle = async (loan: GivenLoan) => capture(await open(loan, { choice: 'settle' }))
const owe = ({ loanId }: GivenLoan, outstandingMinor: bigint) =>
  database().updateTable('loans').set({ outstandingMinor }).where('id', '=', loanId).execute()

function casesOf({ loanId }: GivenLoan) {
  return database()
    .selectFrom('cases')
    .select(['id', 'version', 'closedAt', 'closedBy', 'detail'])
    .where('loanId', '=', loanId)
    .where('kind', '=', 'block_list_removal')
    .orderBy('openedAt')
    .execute()
}

test('a phone that is paid for is put before a person, once; one that is owed for is not', async () => {
  const paid = await listed()
  const owed = await listed()
  await settle(paid.loan)
  await sweep()
  await sweep()
  expect(await casesOf(paid.loan)).toMatchObject([{ closedAt: null, detail: { list: 'CEIR' } }])
  expect(await casesOf(owed.loan)).toEqual([])
})

test('so is one that was handed back, whatever is still owed', async () => {
  const { loan } = await listed()
  const handedBackAt = Temporal.Now.instant()
  await database()
    .updateTable('devices')
    .set({ handedBackAt })
    .where('id', '=', loan.deviceId)
    .execute()
  await sweep()
  expect(await casesOf(loan)).toHaveLength(1)
})

test('each list of a phone is a task of its own', async () => {
  const { loan } = await listed()
  await givenListing(loan, staffId, 'Device registry')
  await settle(loan)
  await sweep()
  expect((await casesOf(loan)).map(({ detail }) => detail)).toEqual(
    expect.arrayContaining([{ list: 'CEIR' }, { list: 'Device registry' }]),
  )
})

test('it is done when the phone is off the list, and the borrower is told once', async () => {
  const { loan, listingId } = await listed()
  await settle(loan)
  await sweep()
  const now = Temporal.Now.instant()
  const removal = { ...by(loan, staffId), listingId, removedOn: today, proof: 'P-1', now }
  await transaction((tx) => takeOffList(tx, removal))
  expect(await transaction((tx) => takeOffList(tx, removal))).toEqual({ refusal: 'missing' })
  expect(await casesOf(loan)).toMatchObject([{ closedBy: 'keyturn' }])
  expect(await noticesOf(listingId)).toEqual(['block_list_removed'])
  const notice = await database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', '=', listingId)
    .executeTakeFirstOrThrow()
  const { text } = await composeNotice(database(), notice)
  expect(text).toContain('off “CEIR” since')
  expect(text).toContain('P-1')
  expect(text).toContain(loan.loanNumber)
  await sweep()
  expect(await casesOf(loan)).toHaveLength(1)
})

test('nobody closes it while the phone is on the list; by a mistake taken back it closes, and tells nobody', async () => {
  const { loan, listingId } = await listed()
  await settle(loan)
  await sweep()
  const [{ id: caseId = '', version = 0 } = {}] = await casesOf(loan)
  const now = Temporal.Now.instant()
  const closing = {
    lenderId: lender.id,
    caseId,
    staffId,
    seenVersion: version,
    note: 'Done, I think.',
    now,
  }
  expect(await transaction((tx) => closeCase(tx, closing))).toEqual({ refusal: 'still_listed' })
  await transaction((tx) => neverOnList(tx, { ...by(loan, staffId), listingId, now }))
  expect(await casesOf(loan)).toMatchObject([{ closedBy: 'keyturn' }])
  expect(await noticesOf(listingId)).toEqual([])
})

test('what is owed again before the list was asked is nobody’s task; after that it stays one', async () => {
  const early = await listed()
  const late = await listed()
  for (const { loan } of [early, late]) {
    await settle(loan)
    await sweep()
  }
  const asked = { ...by(late.loan, staffId), listingId: late.listingId, reference: 'R' }
  await transaction((tx) => noteRemovalRequested(tx, { ...asked, requestedOn: today }))
  for (const { loan } of [early, late]) await owe(loan, 100n)
  await sweep()
  expect(await casesOf(early.loan)).toMatchObject([{ closedBy: 'keyturn' }])
  expect(await casesOf(late.loan)).toMatchObject([{ closedAt: null }])
  for (const { loan } of [early, late]) await owe(loan, 0n)
  await sweep()
  expect(await casesOf(early.loan)).toMatchObject([{ closedBy: 'keyturn' }, { closedAt: null }])
})
