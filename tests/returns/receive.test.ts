import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { checkDigit } from '#lib/domain/identity/imei.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { unlocksOf } from '#tests/payments/given-payment.ts'
import { noticesOf } from '#tests/support/world.ts'
import {
  agree,
  arrange,
  givenReturn,
  holdsOf,
  inspect,
  now,
  offer,
  receive,
  returnRow,
} from './given-return.ts'
import { givenReturnLenders } from './given-return-lenders.ts'

const { given } = await givenReturnLenders()

describe('received', () => {
  test('told by its IMEI, with who, when and what is still on it', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    const spaced = loan.imei.replace(/(\d{6})/, '$1 ')
    await receive(acting, { imei: spaced, accountsLeft: ['mi_account'] })
    expect(await returnRow(acting.returnId)).toMatchObject({
      state: 'received',
      receivedBy: 'staff:someone',
      accountsLeft: ['mi_account'],
      wipeConsentAt: null,
    })
    expect(await noticesOf(acting.returnId)).toContain('return_received')
  })

  test.for([
    ['a wrong check digit', '356938035643801', 'not_an_imei'],
    ['no number', 'a phone', 'not_an_imei'],
    ['another phone', `35999900000001${checkDigit('35999900000001')}`, 'other_phone'],
  ] as const)('%s is refused', async ([, imei, refusal]) => {
    const acting = await givenReturn(await given(), 'arranged')
    expect(await receive(acting, { imei })).toEqual({ refusal })
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'arranged' })
  })

  test('a consent to delete is kept word for word, and nothing is done by it', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    const asked = await unlocksOf(loan)
    await receive(acting, { wipeConsent: 'You may delete everything on this phone.' })
    expect(await returnRow(acting.returnId)).toMatchObject({ wipeConsentBy: 'staff:someone' })
    const [line] = await database()
      .selectFrom('auditLog')
      .select(['actor', 'detail'])
      .where('subjectId', '=', acting.returnId)
      .where('action', '=', 'return.consent_recorded')
      .execute()
    expect(line?.detail).toEqual({ sentence: 'You may delete everything on this phone.' })
    expect(await unlocksOf(loan)).toEqual(asked)
  })

  test('a phone that comes after its return has expired is taken in all the same', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    await reconcile(now().add({ hours: 24 * 30 }))
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'expired' })
    await receive(acting)
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'received' })
  })

  test('unless the borrower has begun another return', async () => {
    const loan = await given()
    const acting = await givenReturn(loan, 'arranged')
    await reconcile(now().add({ hours: 24 * 30 }))
    await arrange({ loan, returnId: await offer(loan) })
    expect(await receive(acting)).toEqual({ refusal: 'another_under_way' })
  })
})

describe('a phone that stays long with a person', () => {
  test('is held on: the hold is renewed before it ends', async () => {
    const loan = await given()
    const { returnId } = await givenReturn(loan, 'received')
    const first = (await holdsOf(loan)).find(({ endedAt }) => endedAt === null)
    await reconcile(now().add({ hours: 24 * 30 }))
    const renewed = (await holdsOf(loan)).find(({ endedAt }) => endedAt === null)
    if (!first || !renewed) throw new Error('no hold')
    expect(Temporal.Instant.compare(renewed.untilAt, first.untilAt)).toBe(1)
    expect(await returnRow(returnId)).toMatchObject({ state: 'received' })
    await inspect({ loan, returnId }, 'good')
    await agree({ loan, returnId })
  })
})
