import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checksFor } from '#lib/domain/return/checklist.ts'
import {
  canMoveReturn,
  heldUntilSent,
  heldWhileHere,
  isLiveReturn,
  liveReturnStates,
  renewalOf,
  returnStates,
  returnStatesBefore,
  saidState,
} from '#lib/domain/return/return.ts'
import { anyDay, day } from '#tests/domain/given-balance.ts'

describe('the states of a return', () => {
  test('each state can be reached from exactly these', () => {
    expect(
      Object.fromEntries(returnStates.map((state) => [state, returnStatesBefore(state)])),
    ).toEqual({
      offered: [],
      arranged: ['offered'],
      received: ['arranged', 'expired'],
      inspected: ['received'],
      agreed: ['inspected', 'disputed'],
      disputed: ['inspected'],
      settled: ['agreed'],
      closed: ['settled'],
      withdrawn: ['offered', 'arranged'],
      expired: ['offered', 'arranged'],
    })
  })

  test('once the phone is here there is no way but to the end', () => {
    for (const state of ['received', 'inspected', 'disputed', 'agreed', 'settled'] as const) {
      expect(canMoveReturn(state, 'withdrawn'), state).toBe(false)
      expect(canMoveReturn(state, 'expired'), state).toBe(false)
    }
  })

  test('nobody stays anywhere: every live state leads on', () => {
    for (const state of liveReturnStates)
      expect(
        returnStates.some((to) => canMoveReturn(state, to)),
        state,
      ).toBe(true)
    expect(returnStates.filter((state) => !isLiveReturn(state))).toEqual([
      'closed',
      'withdrawn',
      'expired',
    ])
  })
})

describe('the hold of a return', () => {
  const clock = { timeZone: 'Asia/Colombo', now: Temporal.Instant.from('2026-11-21T04:00:00Z') }

  test('lasts through the days a parcel may take', () => {
    expect(heldUntilSent(day('2026-12-05'), 48, clock).toString()).toBe('2026-12-08T18:30:00Z')
  })

  test('is never shorter than the time to save data', () => {
    expect(heldUntilSent(day('2026-11-22'), 240, clock).toString()).toBe('2026-12-01T04:00:00Z')
  })

  test('always ends later than it begins, and is renewed before it ends', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 240 }), fc.nat(60), (on, hours, days) => {
        const now = on.toZonedDateTime('Pacific/Apia').toInstant().add({ minutes: 1439 })
        for (const until of [
          heldUntilSent(on.add({ days }), hours, { timeZone: 'Pacific/Apia', now }),
          heldWhileHere({ timeZone: 'America/New_York', now }, days),
        ]) {
          expect(Temporal.Instant.compare(until, now)).toBe(1)
          expect(Temporal.Instant.compare(renewalOf(until), until)).toBe(-1)
        }
      }),
    )
  })
})

describe('what to do before the phone leaves one’s hands', () => {
  test.for([
    ['Xiaomi', '13T', 'mi_account'],
    ['Redmi', 'Note 13', 'mi_account'],
    ['Xiaomi', 'Poco C65', 'mi_account'],
    ['POCO', 'X6', 'mi_account'],
    ['Samsung', 'Galaxy A15', 'samsung_account'],
  ] as const)('%s %s has its maker’s account', ([brand, model, account]) => {
    const checks = checksFor({ brand, model })
    expect(checks).toContain(account)
    expect(checks.filter((check) => /mi_account|samsung/.test(check))).toEqual([account])
  })

  test('any other phone has the five that every phone has, data first', () => {
    expect(checksFor({ brand: 'Tecno', model: 'Camon 30' })).toEqual([
      'backup',
      'find_device',
      'google_account',
      'sim_card',
      'screen_lock',
    ])
  })
})

test('what is arranged is to be confirmed by a person first', () => {
  const scheduledAt = Temporal.Instant.from('2026-11-21T04:00:00Z')
  const since = { stateAt: scheduledAt, dataWindowUntil: scheduledAt, scheduledAt: null }
  expect(saidState({ ...since, state: 'arranged' })).toBe('to_confirm')
  expect(saidState({ ...since, state: 'arranged', scheduledAt })).toBe('arranged')
  expect(saidState({ ...since, state: 'received' })).toBe('received')
  expect(saidState({ ...since, state: 'expired' })).toBe('expired')
  const stateAt = scheduledAt.subtract({ hours: 1 })
  expect(saidState({ ...since, state: 'expired', stateAt })).toBe('paid')
})
