import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canMove,
  coversIntent,
  isLive,
  liveStates,
  pollDelayMs,
  retryDelayMs,
  statesBefore,
  toldState,
  toldStateOf,
  type UnlockIntent,
  type UnlockProgress,
  type UnlockState,
  unlockDeadline,
  unlockStates,
} from '#lib/domain/lock/unlock.ts'

const edges: Record<UnlockState, UnlockState[]> = {
  requested: ['dispatching', 'confirmed', 'superseded', 'expired'],
  dispatching: ['accepted', 'retry_wait', 'confirmed', 'rejected', 'superseded'],
  retry_wait: ['dispatching', 'confirmed', 'rejected', 'expired', 'superseded'],
  accepted: ['delivered', 'confirmed', 'rejected', 'failed', 'expired', 'superseded', 'retry_wait'],
  delivered: ['confirmed', 'rejected', 'failed', 'expired', 'superseded', 'retry_wait'],
  confirmed: [],
  rejected: ['confirmed', 'superseded'],
  failed: ['confirmed', 'superseded'],
  expired: ['confirmed', 'superseded'],
  superseded: [],
}

test('a lock that a person opens is not said to be refused; one that the service refused is', () => {
  expect(told('rejected', { errorClass: 'needs_person' })).toBe('by_person')
  expect(told('rejected', { errorClass: 'config' })).toBe('rejected')
  expect(told('confirmed', { errorClass: 'needs_person' })).toBe('confirmed')
})

test('what nothing newer replaced is not said to be replaced by a newer one', () => {
  expect(told('superseded', { supersededBy: 'another' })).toBe('superseded')
  expect(told('superseded', { supersededBy: null })).toBe('called_off')
  expect(told('superseded', { supersededBy: 'another', stateAt: asked })).toBe('joined')
  expect(told('requested', { stateAt: asked })).toBe('requested')
})

const asked = Temporal.Instant.from('2026-11-21T04:00:00Z')

function told(state: UnlockState, values: Partial<UnlockProgress>) {
  const progress = { stateAt: asked.add({ minutes: 1 }), errorClass: null, supersededBy: null }
  return toldState({ state, requestedAt: asked, ...progress, ...values })
}

describe('the state machine', () => {
  for (const from of unlockStates)
    for (const to of unlockStates)
      test(`${from} → ${to}: ${edges[from].includes(to) ? 'yes' : 'no'}`, () => {
        expect(canMove(from, to)).toBe(edges[from].includes(to))
        expect(statesBefore(to).includes(from)).toBe(edges[from].includes(to))
      })

  test('every live state has a way out, and can always be confirmed or superseded', () => {
    for (const state of liveStates.filter((one) => one !== 'dispatching'))
      expect(edges[state].filter((to) => !isLive(to)).length).toBeGreaterThan(1)
    for (const state of liveStates) {
      expect(canMove(state, 'confirmed')).toBe(true)
      expect(canMove(state, 'superseded')).toBe(true)
    }
  })

  test('what is over never comes to life again', () => {
    for (const from of unlockStates.filter((state) => !isLive(state)))
      for (const to of liveStates) expect(canMove(from, to)).toBe(false)
  })

  test('what is confirmed stays confirmed', () => {
    for (const to of unlockStates) expect(canMove('confirmed', to)).toBe(false)
  })
})

describe('waits', () => {
  test('retries wait between a second and five minutes, then a quarter of an hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, random) => {
          const waitMs = retryDelayMs(attempts, random)
          if (attempts >= 12) expect(waitMs).toBe(900_000)
          else {
            expect(waitMs).toBeGreaterThanOrEqual(1_000)
            expect(waitMs).toBeLessThanOrEqual(300_000)
          }
        },
      ),
    )
    expect([1, 2, 3, 7, 8, 11, 12].map((attempts) => retryDelayMs(attempts, 1))).toEqual([
      5_000, 10_000, 20_000, 300_000, 300_000, 300_000, 900_000,
    ])
  })

  test('the phone is looked at after 10, 20, 40 s, 1, 2, 5 min, then every quarter of an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 99].map(pollDelayMs)).toEqual([
      10_000, 20_000, 40_000, 60_000, 120_000, 300_000, 900_000, 900_000,
    ])
  })
})

describe('which wish covers which', () => {
  const at = Temporal.Instant.from('2026-12-01T12:00:00Z')
  const until = (hours: number): UnlockIntent => ({ kind: 'until', relockAt: at.add({ hours }) })
  const wishes = fc.oneof(
    fc.constant<UnlockIntent>({ kind: 'release' }),
    fc.constant<UnlockIntent>({ kind: 'indefinite' }),
    fc.integer({ min: -50, max: 50 }).map(until),
  )

  test.for([
    [{ kind: 'release' }, { kind: 'release' }, true],
    [{ kind: 'release' }, { kind: 'indefinite' }, true],
    [{ kind: 'indefinite' }, { kind: 'release' }, false],
    [{ kind: 'indefinite' }, until(99), true],
    [until(99), { kind: 'indefinite' }, false],
    [until(2), until(1), true],
    [until(1), until(1), true],
    [until(1), until(2), false],
    [until(1), { kind: 'release' }, false],
  ] satisfies [UnlockIntent, UnlockIntent, boolean][])('%o covers %o: %s', ([a, b, expected]) => {
    expect(coversIntent(a, b)).toBe(expected)
  })

  test('of any two wishes one covers the other, and covering passes on', () => {
    fc.assert(
      fc.property(wishes, wishes, wishes, (a, b, c) => {
        expect(coversIntent(a, b) || coversIntent(b, a)).toBe(true)
        if (coversIntent(a, b) && coversIntent(b, c)) expect(coversIntent(a, c)).toBe(true)
      }),
    )
  })
})

test('what is said of the unlock beside a record is what is said of it by itself', () => {
  const asked = Temporal.Instant.from('2026-11-21T09:00:00Z')
  const beside = {
    unlockState: 'superseded',
    unlockStateAt: asked,
    unlockErrorClass: null,
    unlockRequestedAt: asked,
    unlockSupersededBy: 'another',
  } as const
  expect(toldStateOf(beside)).toBe('joined')
  expect(toldStateOf({ ...beside, unlockSupersededBy: null })).toBe('called_off')
  expect(
    toldStateOf({ ...beside, unlockState: 'rejected', unlockErrorClass: 'needs_person' }),
  ).toBe('by_person')
  for (const missing of ['unlockState', 'unlockStateAt', 'unlockRequestedAt'] as const)
    expect(toldStateOf({ ...beside, [missing]: null })).toBeUndefined()
})

test('the phone is open within the minutes that its lender has promised', () => {
  const now = Temporal.Instant.from('2026-11-21T09:00:00Z')
  expect(unlockDeadline(now, { unlockWithinMinutes: 90 }).toString()).toBe('2026-11-21T10:30:00Z')
})
