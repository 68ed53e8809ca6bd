import { describe, expect, test } from 'vitest'
import { takePhoto } from '#app/return-photos.ts'
import { database } from '#lib/db/client.ts'
import { mostPhotos } from '#lib/returns/add-photo.ts'
import type { ReturnOwner } from '#lib/returns/lock-return.ts'
import { photosOf } from '#lib/returns/queries.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { agree, givenReturn, returnPolicy } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { photoFromCamera } from '#tests/support/pictures.ts'

await freshDatabase()
const lender = await givenLender({ policy: returnPolicy('settlement') })
const photo = await photoFromCamera()
// What would only be found out by looking at it.
const noPicture = Buffer.from('hello')

async function send(owner: ReturnOwner, returnId: string, bytes: Buffer) {
  const form = new FormData()
  form.set('photo', new File([new Uint8Array(bytes)], 'photo.jpg'))
  const body = await new Response(form).blob()
  const headers = {
    'content-type': body.type,
    'content-length': String(body.size),
    origin: 'http://x.localhost',
    host: 'x.localhost',
    'sec-fetch-site': 'same-origin',
  }
  const request = new Request('http://x.localhost/', { method: 'POST', headers, body })
  const actor = 'borrowerId' in owner ? `borrower:${owner.borrowerId}` : 'staff:x'
  const answer = await takePhoto(request, { owner, returnId, actor, page: '/page' })
  return answer?.headers.get('location')?.match(/photo=(\w+)/)?.[1]
}

async function given(state: 'arranged' | 'inspected' = 'inspected') {
  const loan = await givenLoan(lender, twoLate(1_000n))
  const wanted = await givenReturn(loan, state)
  return { ...wanted, loan, mine: { borrowerId: loan.borrowerId } }
}

describe('before a photo is looked at', () => {
  test('it is the return of whoever sends it', async () => {
    const { returnId, mine } = await given()
    const stranger = await given()
    const other = await givenLender()
    for (const owner of [stranger.mine, { lenderId: other.id }])
      expect(await send(owner, returnId, noPicture)).toBeUndefined()
    expect(await send(mine, returnId, noPicture)).toBe('not_a_picture')
    expect(await photosOf(database(), returnId)).toEqual([])
    expect(await send(mine, returnId, photo)).toBe('added')
  })

  test('photos are wanted', async () => {
    const early = await given('arranged')
    expect(await send(early.mine, early.returnId, noPicture)).toBe('not_now')
    const late = await given()
    await agree(late)
    expect(await send(late.mine, late.returnId, noPicture)).toBe('not_now')
  })

  test('there is room for one more', async () => {
    const { returnId, mine } = await given()
    for (let count = 0; count < mostPhotos; count += 1)
      expect(await send(mine, returnId, photo)).toBe('added')
    expect(await send(mine, returnId, noPicture)).toBe('too_many')
    expect(await send({ lenderId: lender.id }, returnId, photo)).toBe('added')
  })
})
