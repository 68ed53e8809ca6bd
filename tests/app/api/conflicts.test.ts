import { describe, expect, test } from 'vitest'
import { GET as conflictsDoor } from '#app/api/v1/conflicts/route.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { beginOutage } from '#lib/jobs/outage.ts'
import { conflictsAnswer } from '#lib/lock-side/wire.ts'
import { hold } from '#tests/holds/given-hold.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { says } from '#tests/unlocks/given-unlock.ts'
import { givenKey, givenLockSide, now, refusedWith } from './given-lock-side.ts'

const { request } = await givenLockSide()

describe('phones that are locked and should not be', () => {
  async function conflicts(bearer: string, path = '/api/v1/conflicts') {
    const answer = await conflictsDoor(request(path, { with: bearer }))
    return conflictsAnswer.strict().parse(await answer.json())
  }

  async function givenOwn() {
    const own = await givenLender()
    return { own, bearer: await givenKey(own.id) }
  }

  test('are those under a hold, and those that owe nothing today; nobody else’s', async () => {
    const { own, bearer } = await givenOwn()
    const held = await givenLoan(own, twoLate())
    await hold(held)
    const upToDate = await givenLoan(own, [[dayFromNow(3), 500n]])
    await givenLoan(own, twoLate())
    await hold(await givenLoan(own, twoLate(), { lockState: 'unlocked' }))
    await givenLoan(await givenLender(), [[dayFromNow(3), 500n]])
    const { conflicts: found, next } = await conflicts(bearer)
    expect(next).toBeNull()
    expect(found.map(({ phone, why }) => [phone.imei, why])).toEqual([
      [held.imei, ['hold']],
      [upToDate.imei, ['nothing_overdue']],
    ])
    expect(found[0]).toMatchObject({
      holds: [{ reason: 'promise' }],
      unlock: { state: 'requested' },
    })
    expect(found[1]).toMatchObject({ holds: [], unlock: null })
  })

  test('say since when: the first time after they last said something else', async () => {
    const { own, bearer } = await givenOwn()
    const loan = await givenLoan(own, [[dayFromNow(3), 500n]])
    for (const [minute, actual] of [
      [1, 'locked'],
      [2, 'unlocked'],
      [3, 'locked'],
      [4, 'locked'],
    ] as const)
      await says(loan, { minute, actual })
    const [conflict] = (await conflicts(bearer)).conflicts
    expect(conflict).toMatchObject({
      lockedSince: '2026-11-21T04:03:00Z',
      lastHeardAt: '2026-11-21T04:04:00Z',
    })
  })

  test('an outage lists every locked phone of its provider', async () => {
    const { own, bearer } = await givenOwn()
    await database()
      .insertInto('mdmConnections')
      .values({ lenderId: own.id, provider: 'http' })
      .execute()
    const loan = await givenLoan(own, twoLate())
    const outage = { lenderId: own.id, provider: 'http', reason: 'down', by: 'staff:test' }
    await transaction((tx) => beginOutage(tx, { ...outage, now: now() }))
    const { conflicts: found } = await conflicts(bearer)
    expect(found).toMatchObject([
      { phone: { imei: loan.imei }, holds: [{ reason: 'provider_outage' }], unlock: null },
    ])
  })

  test('come page by page, each once', async () => {
    const { own, bearer } = await givenOwn()
    const loans: GivenLoan[] = []
    for (let number = 0; number < 5; number += 1)
      loans.push(await givenLoan(own, [[dayFromNow(3), 500n]]))
    const seen: (string | null)[] = []
    let path: string | null = '/api/v1/conflicts?limit=2'
    for (let page = 0; path && page < 9; page += 1) {
      const answer = await conflicts(bearer, path)
      seen.push(...answer.conflicts.map(({ phone }) => phone.imei))
      path = answer.next
    }
    expect(seen).toEqual(loans.map(({ imei }) => imei))
  })

  test.for([
    ['cursor=nonsense', 'bad_cursor'],
    ['limit=0', 'bad_limit'],
    ['limit=501', 'bad_limit'],
    ['limit=ten', 'bad_limit'],
  ])('%s is refused', async ([query, code]) => {
    const answer = await conflictsDoor(request(`/api/v1/conflicts?${query}`))
    expect(await refusedWith(answer)).toEqual([400, code])
  })

  test('are told to nobody without a key', async () => {
    const answer = await conflictsDoor(request('/api/v1/conflicts', { with: 'keyturn_guess' }))
    expect(await refusedWith(answer)).toEqual([401, 'unauthorized'])
  })
})
