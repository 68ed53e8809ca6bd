import { describe, expect, test } from 'vitest'
import type { Phone } from '#lib/loans/phone.ts'
import { paidPastWarning, toldHold } from '#lib/loans/told-hold.ts'
import { givenShownPhone } from '#tests/app/given-phone.ts'
import { clockAt } from '#tests/domain/given-balance.ts'

// Saturday; two installments are late.
const { policy, ...days } = clockAt('2026-11-21T12:00:00+05:30')
const hours = { ...policy.hours, staffedFrom: 8, staffedUntil: 20 }
const clock = { ...days, policy: { ...policy, hours } }
const at = (text: string) => Temporal.Instant.from(text)
const warning = { reason: 'warning' as const, untilAt: at('2026-11-25T00:00:00+05:30') }
// Nobody is there at midnight: it locks in the morning.
const warned = { ...warning, untilAt: at('2026-11-25T08:00:00+05:30'), isOutlasted: false }
const told = (values: Partial<Phone>) => toldHold(givenShownPhone(values), clock)

describe('after an arrangement was taken back', () => {
  test('what was paid keeps the phone open for longer, and that is what is said', () => {
    const openUntil = at('2026-12-07T18:00:00+05:30')
    expect(told({ hold: warning, openUntil })).toEqual({
      reason: 'warning',
      untilAt: openUntil,
      isOutlasted: true,
    })
    expect(paidPastWarning(givenShownPhone({ openUntil }), clock)).toEqual(openUntil)
  })

  test('else the days of warning', () => {
    const openUntil = at('2026-11-23T18:00:00+05:30')
    for (const values of [{}, { openUntil }])
      expect(told({ hold: warning, ...values })).toEqual(warned)
    expect(paidPastWarning(givenShownPhone({ openUntil }), clock)).toBeUndefined()
  })

  test('another hold is not what was paid', () => {
    const heldUntil = at('2026-12-31T00:00:00+05:30')
    expect(told({ hold: warning, heldUntil })).toEqual(warned)
  })
})

test('of a phone whose lock is gone for good nothing is said that could lock it', () => {
  const hold = { reason: 'owed_again' as const, untilAt: warning.untilAt }
  expect(told({ hold, lockState: 'released' })).toBeUndefined()
  expect(told({ hold })).toMatchObject({ reason: 'owed_again', untilAt: warned.untilAt })
})

describe.each(['promise', 'plan_pending', 'dispute', 'return', 'bereavement'] as const)(
  'a hold for %s',
  (reason) => {
    const hold = { ...warning, reason }

    test('is told by when the phone may lock, as a warning is', () => {
      expect(told({ hold })).toEqual({ ...warned, reason })
    })

    test('never hides what keeps the phone open for longer', () => {
      const openUntil = at('2026-12-07T18:00:00+05:30')
      expect(told({ hold, openUntil })).toEqual({ reason, untilAt: openUntil, isOutlasted: true })
      // Nothing is overdue: it may lock after the days of grace of the next installment.
      const paid = told({ hold, outstandingMinor: 900_000n })
      expect(paid?.isOutlasted).toBe(true)
      expect(paid?.untilAt.epochMilliseconds).toBeGreaterThan(openUntil.epochMilliseconds)
    })
  },
)
