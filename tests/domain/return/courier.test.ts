import { describe, expect, test } from 'vitest'
import { courierVisit, isCourierInVain } from '#lib/domain/return/courier.ts'
import type { ReturnState } from '#lib/domain/return/return.ts'
import { day } from '#tests/domain/given-balance.ts'

const timeZone = 'Asia/Colombo'
const at = (time: string) => Temporal.Instant.from(`${time}+05:30`)
const asked = { courierOn: day('2026-11-24'), courierSlot: 'afternoon' } as const

describe('a courier who was asked for', () => {
  test('comes within the hours that were named, where the lender is', () => {
    const visit = courierVisit(asked, timeZone)
    expect(`${visit?.from}`).toBe('2026-11-24T06:30:00Z')
    expect(`${visit?.until}`).toBe('2026-11-24T11:30:00Z')
    expect(courierVisit({ courierOn: null, courierSlot: null }, timeZone)).toBeUndefined()
  })

  test.for<[ReturnState, string, boolean]>([
    ['arranged', '2026-11-23T09:00', false],
    ['withdrawn', '2026-11-23T09:00', true],
    ['withdrawn', '2026-11-24T16:59', true],
    ['withdrawn', '2026-11-24T17:00', false],
    ['expired', '2026-11-23T23:59', true],
    ['received', '2026-11-23T23:59', true],
    // It may be the courier who has brought it.
    ['received', '2026-11-24T00:00', false],
    ['settled', '2026-11-23T23:59', true],
  ])('once the return is %s, on %s: comes in vain %s', ([state, time, isInVain]) => {
    const clock = { timeZone, now: at(time) }
    expect(isCourierInVain({ ...asked, state }, clock)).toBe(isInVain)
    const none = { courierOn: null, courierSlot: null }
    expect(isCourierInVain({ ...none, state }, clock)).toBe(false)
  })
})
