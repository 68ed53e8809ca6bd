import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unlockStates } from '#lib/domain/lock/unlock.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { accepted, at, deviceRow, inState, request, says, unlockRow } from './given-unlock.ts'

await freshDatabase()
const lender = await givenLender()
const aLoan = () => givenLoan(lender, [['2026-12-01', 100n]])

async function stateAfter(unlockId: string) {
  return (await unlockRow(unlockId)).state
}

describe('what confirms', () => {
  test('an open phone that said so after the sending', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    expect(await says(loan)).toEqual({ isNew: true, confirmedUnlockId: unlockId })
    expect(await unlockRow(unlockId)).toMatchObject({ state: 'confirmed' })
  })

  test('a phone that was in touch after the sending, though its state is older', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    await says(loan, { minute: -5, lastSeenAt: at(1) })
    expect(await stateAfter(unlockId)).toBe('confirmed')
  })

  test('evidence that names our command, whatever the clock of the service says', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    await says(loan, { minute: -3 }, { namesCommand: unlockId })
    expect(await stateAfter(unlockId)).toBe('confirmed')
  })

  test.for(['rejected', 'expired', 'failed'] as const)(
    'an open phone, even after the unlock was %s',
    async (state) => {
      const loan = await aLoan()
      const { unlockId } = await request(loan)
      await inState(unlockId, state)
      await says(loan)
      expect(await stateAfter(unlockId)).toBe('confirmed')
    },
  )

  test('“until” is confirmed by a phone that stays open at least as long', async () => {
    const relockAt = at(10_000)
    for (const heldUntil of [undefined, relockAt, at(20_000)]) {
      const loan = await aLoan()
      const unlockId = await accepted(loan, { kind: 'until', relockAt })
      await says(loan, heldUntil ? { relockAt: heldUntil } : {})
      expect(await stateAfter(unlockId)).toBe('confirmed')
    }
  })

  test('“release” by a phone that says it is released', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan, { kind: 'release' })
    await says(loan, { actual: 'released' })
    expect(await stateAfter(unlockId)).toBe('confirmed')
  })

  test.for([
    ['unlocked', { kind: 'indefinite' }],
    ['unlocked', { kind: 'until', relockAt: at(10_000) }],
    ['released', { kind: 'release' }],
  ] as const)('our lock gone (%s), whatever other lock is on the phone', async ([actual, wish]) => {
    const loan = await aLoan()
    const unlockId = await accepted(loan, wish)
    await says(loan, { actual, otherLocks: ['sim_lock'] })
    expect(await stateAfter(unlockId)).toBe('confirmed')
    expect(await deviceRow(loan)).toMatchObject({ otherLocks: ['sim_lock'] })
  })
})

describe('what does not', () => {
  const notOpen = ['locked', 'unlocking', 'locking', 'not_enrolled', 'unknown'] as const

  test.for(notOpen)('a phone that says “%s”', async (actual) => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    await says(loan, { actual }, { namesCommand: unlockId })
    expect(await stateAfter(unlockId)).toBe('accepted')
  })

  test('an open phone that said so before the sending', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    await says(loan, { minute: -1, lastSeenAt: at(-1) })
    expect(await stateAfter(unlockId)).toBe('accepted')
  })

  test('an open phone before anything was sent', async () => {
    const loan = await aLoan()
    const { unlockId } = await request(loan)
    await says(loan)
    expect(await stateAfter(unlockId)).toBe('requested')
  })

  test('evidence that names somebody else’s command', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    await says(loan, { minute: -1 }, { namesCommand: 'another' })
    expect(await stateAfter(unlockId)).toBe('accepted')
  })

  test.for(['locked', 'unlocking'] as const)(
    'a phone that is %s, with another lock beside ours',
    async (actual) => {
      const loan = await aLoan()
      const unlockId = await accepted(loan)
      await says(loan, { actual, otherLocks: ['sim_lock'] })
      expect(await stateAfter(unlockId)).toBe('accepted')
    },
  )

  test('for a release, a phone that is merely open', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan, { kind: 'release' })
    await says(loan, {}, { namesCommand: unlockId })
    expect(await stateAfter(unlockId)).toBe('accepted')
  })

  test('for a longer “until”, a phone still open from an earlier one', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan, { kind: 'until', relockAt: at(10_000) })
    await says(loan, { relockAt: at(5_000) })
    expect(await stateAfter(unlockId)).toBe('accepted')
  })

  test('the same evidence a second time', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    const dedupeKey = `once:${unlockId}`
    await says(loan, { actual: 'locked' }, { dedupeKey })
    expect(await says(loan, {}, { dedupeKey })).toEqual({
      isNew: false,
      confirmedUnlockId: undefined,
    })
    expect(await stateAfter(unlockId)).toBe('accepted')
  })

  test('an older unlock, when there is a newer one', async () => {
    const loan = await aLoan()
    const older = await accepted(loan)
    await inState(older, 'expired')
    const { unlockId: newer } = await request(loan, { now: at(1) })
    await inState(newer, 'accepted')
    await says(loan, { minute: 2 })
    expect(await stateAfter(older)).toBe('superseded')
    expect(await stateAfter(newer)).toBe('confirmed')
  })
})

describe('what is believed of the phone', () => {
  test('the newest word counts, in whatever order words arrive', async () => {
    const word = fc.record({
      minute: fc.integer({ min: 1, max: 60 }),
      actual: fc.constantFrom('locked', 'unlocked', 'unknown'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(word, { minLength: 1, maxLength: 6, selector: ({ minute }) => minute }),
        async (words) => {
          const loan = await aLoan()
          for (const one of words) await says(loan, one)
          const newest = words.toSorted((a, b) => a.minute - b.minute).at(-1)
          const device = await deviceRow(loan)
          expect(device.lockState).toBe(newest?.actual)
          expect(device.lastSeenAt?.toString()).toBe(at(newest?.minute ?? 0).toString())
        },
      ),
      { numRuns: 25 },
    )
  })

  test('a phone in touch without news was heard from all the same', async () => {
    const loan = await aLoan()
    await says(loan, { minute: 1 })
    await says(loan, { minute: 1, lastSeenAt: at(9) })
    expect((await deviceRow(loan)).lastSeenAt?.toString()).toBe(at(9).toString())
  })

  test('what is confirmed stays confirmed; a lock after it is noted beside it', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    await says(loan, { minute: 1 })
    await says(loan, { minute: 5, actual: 'locked' })
    const unlock = await unlockRow(unlockId)
    expect(unlock.state).toBe('confirmed')
    expect(unlock.relockedAt?.toString()).toBe(at(5).toString())
  })

  test('a lock from before, told late, is no lock after it', async () => {
    const loan = await aLoan()
    const unlockId = await accepted(loan)
    await says(loan, { minute: 2 })
    await says(loan, { minute: 1, actual: 'locked' })
    expect(await unlockRow(unlockId)).toMatchObject({ state: 'confirmed', relockedAt: null })
    expect(await deviceRow(loan)).toMatchObject({ lockState: 'unlocked' })
  })

  test('only the newest unlock is marked as locked again', async () => {
    const loan = await aLoan()
    const older = await accepted(loan)
    await says(loan, { minute: 1 })
    const { unlockId: newer } = await request(loan, { now: at(2) })
    await inState(newer, 'accepted')
    await says(loan, { minute: 3 })
    await says(loan, { minute: 9, actual: 'locked' })
    expect((await unlockRow(older)).relockedAt).toBeNull()
    expect((await unlockRow(newer)).relockedAt).not.toBeNull()
  })
})

test('whatever devices say, no state moves along an edge the machine does not have', async () => {
  const reachable: string[] = []
  for (const state of unlockStates) {
    const loan = await aLoan()
    const { unlockId } = await request(loan)
    await inState(unlockId, state)
    await says(loan, {}, { namesCommand: unlockId })
    if ((await stateAfter(unlockId)) !== state) reachable.push(state)
  }
  expect(reachable).toEqual(unlockStates.filter((s) => s !== 'confirmed' && s !== 'superseded'))
})
