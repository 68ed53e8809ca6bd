import { describe, expect, test } from 'vitest'
import { GET as conflictsDoor } from '#app/api/v1/conflicts/route.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { conflictsAnswer, phoneAnswer } from '#lib/integrations/wire.ts'
import type { UnlockRequest } from '#lib/unlocks/create-unlock.ts'
import { beginOutage } from '#lib/workflows/outages/outage.ts'
import { awaitFirstPayment } from '#tests/db/given-lock.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { agreedRelease, inState, request, says } from '#tests/unlocks/given-unlock.ts'
import { givenKey, givenLockSide, now, refusedWith } from './given-lock-side.ts'

const { request: asked, askHolds } = await givenLockSide()

async function answered(imei: string, bearer: string) {
  return phoneAnswer.strict().parse(await (await askHolds(imei, { with: bearer })).json())
}

describe('phones that are locked and should not be', () => {
  async function conflicts(bearer: string, path = '/api/v1/conflicts') {
    const answer = await conflictsDoor(asked(path, { with: bearer }))
    return conflictsAnswer.strict().parse(await answer.json())
  }

  async function givenOwn() {
    const own = await givenLender()
    return { own, bearer: await givenKey(own.id) }
  }

  const dueSoon = [[dayFromNow(3), 500n]] as const
  const inGrace = [[dayFromNow(-1), 500n]] as const

  async function opened(loan: GivenLoan, values: Partial<UnlockRequest>): Promise<void> {
    const relockAt = inDays(7).round('second')
    const wish = { intent: { kind: 'until', relockAt }, cause: 'payment' } as const
    const { unlockId } = await request(loan, { ...wish, now: now(), ...values })
    await inState(unlockId, 'confirmed')
  }

  /** One locked phone for everything that bears on a lock. */
  async function givenOfEachKind(own: { id: string }) {
    const loan = (of: Parameters<typeof givenLoan>[1]) => givenLoan(own, of)
    const phones = {
      overdue: await loan(twoLate()),
      held: await loan(twoLate()),
      upToDate: await loan(dueSoon),
      inGrace: await loan(inGrace),
      bought: await loan(twoLate()),
      openedByStaff: await loan(twoLate()),
      openedByHold: await loan(twoLate()),
      boughtLongAgo: await loan(twoLate()),
      released: await loan(twoLate()),
      awaiting: await loan(dueSoon),
    }
    await hold(phones.held)
    await opened(phones.bought, {})
    await opened(phones.openedByStaff, { cause: 'staff' })
    await opened(phones.openedByHold, { cause: 'hold' })
    await opened(phones.boughtLongAgo, { intent: { kind: 'until', relockAt: inDays(-1) } })
    await opened(phones.released, {
      intent: { kind: 'release' },
      cause: 'staff',
      causeId: await agreedRelease(phones.released),
    })
    await awaitFirstPayment(phones.awaiting)
    return phones
  }

  test('are those that must be opened, and why; nobody else’s', async () => {
    const { own, bearer } = await givenOwn()
    const phones = await givenOfEachKind(own)
    await hold(await givenLoan(own, twoLate(), { lockState: 'unlocked' }))
    await givenLoan(await givenLender(), dueSoon)
    const { conflicts: found, next } = await conflicts(bearer)
    expect(next).toBeNull()
    expect(found.map(({ phone, why }) => [phone.imei, why])).toEqual([
      [phones.held.imei, ['hold']],
      [phones.upToDate.imei, ['nothing_overdue']],
      [phones.inGrace.imei, ['grace']],
      [phones.bought.imei, ['open_until']],
      [phones.openedByStaff.imei, ['open_until']],
      [phones.released.imei, ['released']],
    ])
    const [held, upToDate, , bought] = found
    expect(held).toMatchObject({ holds: [{ reason: 'promise' }], unlock: { state: 'requested' } })
    expect(upToDate).toMatchObject({ holds: [], unlock: null, openUntil: null })
    expect(bought?.openUntil).not.toBeNull()
  })

  test('are exactly those that the one question says may not stay locked', async () => {
    const { own, bearer } = await givenOwn()
    const phones = Object.values(await givenOfEachKind(own))
    const { conflicts: found } = await conflicts(bearer)
    for (const { imei } of phones) {
      const { why, mayStayLocked } = await answered(imei, bearer)
      const conflict = found.find(({ phone }) => phone.imei === imei)
      expect(mayStayLocked).toBe(conflict === undefined)
      if (conflict) expect(why).toEqual(conflict.why)
    }
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
      lockedSince: '2026-11-21T04:03:00.000Z',
      lastHeardAt: '2026-11-21T04:04:00.000Z',
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
    ['cursor=', 'bad_cursor'],
    ['after=0190b5a0-0000-7000-8000-000000000000', 'unknown_parameter'],
    ['limit=2&Cursor=x', 'unknown_parameter'],
  ])('%s is refused', async ([query, code]) => {
    const answer = await conflictsDoor(asked(`/api/v1/conflicts?${query}`))
    expect(await refusedWith(answer)).toEqual([400, code])
  })

  test('are told to nobody without a key', async () => {
    const answer = await conflictsDoor(asked('/api/v1/conflicts', { with: 'keyturn_guess' }))
    expect(await refusedWith(answer)).toEqual([401, 'unauthorized'])
  })
})
