import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import {
  coversIntent,
  givenUpStates,
  liveStates,
  toldState,
  type UnlockIntent,
  unlockStates,
} from '#lib/domain/lock/unlock.ts'
import { intentOf } from '#lib/unlocks/create-unlock.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { at, inState, request, says, unlockRow } from './given-unlock.ts'

await freshDatabase()
const lender = await givenLender()
const aLoan = () => givenLoan(lender, [['2026-12-01', 100n]])

function liveOf(loan: GivenLoan) {
  return database()
    .selectFrom('unlocks')
    .selectAll()
    .where('deviceId', '=', loan.deviceId)
    .where('state', 'in', liveStates)
    .execute()
}

const intents = fc.oneof(
  fc.constant<UnlockIntent>({ kind: 'release' }),
  fc.constant<UnlockIntent>({ kind: 'indefinite' }),
  fc.integer({ min: 1, max: 99 }).map(
    (hour): UnlockIntent => ({
      kind: 'until',
      relockAt: at(hour * 60),
    }),
  ),
)

describe('one phone, one live unlock', () => {
  test('twenty causes at the same moment', async () => {
    const loan = await aLoan()
    const asked = await Promise.all(Array.from({ length: 20 }, () => request(loan)))
    expect(asked.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(asked.map(({ unlockId }) => unlockId)).size).toBe(1)
    expect(await liveOf(loan)).toHaveLength(1)
  })

  test('twenty different wishes at the same moment: the strongest lives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(intents, { minLength: 2, maxLength: 8 }), async (wishes) => {
        const loan = await aLoan()
        await Promise.all(wishes.map((intent) => request(loan, { intent })))
        const live = await liveOf(loan)
        expect(live).toHaveLength(1)
        const [one] = live.map(intentOf)
        expect(one && wishes.every((wish) => coversIntent(one, wish))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  test('one cause asks once, also when its unlock is over', async () => {
    const loan = await aLoan()
    const first = await request(loan, { causeId: 'once' })
    await inState(first.unlockId, 'confirmed')
    expect(await request(loan, { causeId: 'once' })).toEqual({
      unlockId: first.unlockId,
      isNew: false,
    })
  })

  test.for(unlockStates.filter((state) => !liveStates.includes(state as 'requested')))(
    'one that is %s never stands in the way of the next',
    async (state) => {
      const loan = await aLoan()
      const { unlockId } = await request(loan)
      await inState(unlockId, state)
      const next = await request(loan, { now: at(1) })
      expect(next).toMatchObject({ isNew: true })
      const isGivenUp = (givenUpStates as readonly string[]).includes(state)
      const after = isGivenUp
        ? { state: 'superseded', supersededBy: next.unlockId }
        : { state, supersededBy: null }
      expect(await unlockRow(unlockId)).toMatchObject(after)
    },
  )

  describe('where a person opens the phone', () => {
    const byHand = () => givenLoan(lender, [['2026-12-01', 100n]], { provider: 'manual' })
    const until = (minutes: number) => ({ kind: 'until', relockAt: at(minutes) }) as const
    const paidFor = (loan: GivenLoan, minutes: number, now = at(1)) =>
      request(loan, { intent: until(minutes), cause: 'payment', now })

    test('one that waits for that person is joined by what opens no longer, and ends for what does', async () => {
      const loan = await byHand()
      const other = await byHand()
      const { unlockId } = await paidFor(loan, 60)
      const bystander = await paidFor(other, 60)
      for (const id of [unlockId, bystander.unlockId]) await inState(id, 'rejected')
      expect(await paidFor(loan, 60, at(2))).toEqual({ unlockId, isNew: false })
      const longer = await paidFor(loan, 120, at(3))
      expect(longer).toMatchObject({ isNew: true, hasReplaced: true })
      const ended = { state: 'superseded', supersededBy: longer.unlockId }
      expect(await unlockRow(unlockId)).toMatchObject(ended)
      expect(await unlockRow(bystander.unlockId)).toMatchObject({ state: 'rejected' })
    })

    test('what the open phone covers is not asked for again, until it is locked', async () => {
      const loan = await byHand()
      const { unlockId } = await paidFor(loan, 60)
      await inState(unlockId, 'rejected')
      await says(loan, { relockAt: at(60) })
      expect(await unlockRow(unlockId)).toMatchObject({ state: 'confirmed' })
      expect(await paidFor(loan, 60, at(2))).toEqual({ unlockId, isNew: false })
      expect(await paidFor(loan, 120, at(3))).toMatchObject({ isNew: true })
      const again = await byHand()
      await inState((await paidFor(again, 60)).unlockId, 'rejected')
      await says(again, { relockAt: at(60) })
      await says(again, { actual: 'locked', minute: 5 })
      expect(await paidFor(again, 60, at(6))).toMatchObject({ isNew: true })
    })
  })

  test('what joins a longer one is not said to be replaced by a newer one', async () => {
    const loan = await aLoan()
    await request(loan, { intent: { kind: 'release' } })
    await request(loan, { now: at(5) })
    const joined = await database()
      .selectFrom('unlocks')
      .selectAll()
      .where('deviceId', '=', loan.deviceId)
      .where('requestedAt', '=', at(5))
      .executeTakeFirstOrThrow()
    expect(toldState(joined)).toBe('joined')
  })

  test('the one superseded names the one that did it', async () => {
    const loan = await aLoan()
    const { unlockId } = await request(loan, { intent: { kind: 'until', relockAt: at(60) } })
    const next = await request(loan, { intent: { kind: 'until', relockAt: at(120) } })
    expect(await unlockRow(unlockId)).toMatchObject({
      state: 'superseded',
      supersededBy: next.unlockId,
    })
  })
})
