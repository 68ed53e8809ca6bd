import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { addPhoto, mostPhotos } from '#lib/returns/add-photo.ts'
import type { ReturnOwner } from '#lib/returns/lock-return.ts'
import { readPicture } from '#lib/returns/picture.ts'
import { photoOf, photosOf } from '#lib/returns/queries.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { photoFromCamera } from '#tests/support/pictures.ts'
import { agree, givenReturn, now, returnPolicy } from './given-return.ts'

await freshDatabase()
const lender = await givenLender({ policy: returnPolicy('settlement') })
const picture = await readPicture('a return', photoFromCamera)
if ('refusal' in picture) throw new Error(picture.refusal)
afterEach(() => expectLedgerToHold(database()))

const staffOf = (loan: GivenLoan): ReturnOwner => ({ lenderId: loan.lenderId })
const borrowerOf = (loan: GivenLoan): ReturnOwner => ({ borrowerId: loan.borrowerId })

function add(returnId: string, owner: ReturnOwner) {
  const actor = 'borrowerId' in owner ? `borrower:${owner.borrowerId}` : 'staff:someone'
  return transaction((tx) => addPhoto(tx, { owner, returnId, picture: shown, actor, now: now() }))
}
const shown = picture

const given = () => givenLoan(lender, twoLate(1_000n))

describe('photos of a return', () => {
  test('added by staff at the inspection, and by the borrower who sees it otherwise', async () => {
    const loan = await given()
    const { returnId } = await givenReturn(loan, 'inspected')
    await add(returnId, staffOf(loan))
    await add(returnId, borrowerOf(loan))
    const photos = await photosOf(database(), returnId)
    expect(photos.map(({ addedBy }) => addedBy.split(':')[0])).toEqual(['staff', 'borrower'])
  })

  test('at most eight from each side, however fast they are sent', async () => {
    const loan = await given()
    const { returnId } = await givenReturn(loan, 'inspected')
    const many = Array.from({ length: mostPhotos + 3 }, () => add(returnId, staffOf(loan)))
    const refused = (await Promise.all(many)).filter((answer) => 'refusal' in answer)
    expect(refused).toEqual([1, 2, 3].map(() => ({ refusal: 'too_many' })))
    expect(await add(returnId, borrowerOf(loan))).toHaveProperty('photoId')
  })

  test('not before the phone is there, not once the figure stands', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    for (const owner of [staffOf(loan), borrowerOf(loan)])
      expect(await add(acting.returnId, owner)).toEqual({ refusal: 'not_now' })
    const other = await given()
    const agreed = await givenReturn(other, 'inspected')
    await agree(agreed)
    expect(await add(agreed.returnId, borrowerOf(other))).toEqual({ refusal: 'not_now' })
  })

  test('seen by their borrower and their lender alone', async () => {
    const loan = await given()
    const other = await given()
    const { returnId } = await givenReturn(loan, 'inspected')
    const added = await add(returnId, staffOf(loan))
    if ('refusal' in added) throw new Error(added.refusal)
    const { photoId } = added
    for (const owner of [staffOf(loan), borrowerOf(loan)])
      expect((await photoOf(database(), owner, photoId))?.image.equals(shown.jpeg)).toBe(true)
    for (const owner of [borrowerOf(other), { lenderId: randomUUID() }]) {
      expect(await photoOf(database(), owner, photoId)).toBeUndefined()
      expect(await add(returnId, owner)).toEqual({ refusal: 'not_found' })
    }
  })
})
