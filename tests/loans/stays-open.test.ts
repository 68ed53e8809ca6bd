import { expect, test } from 'vitest'
import type { Phone } from '#lib/loans/phone.ts'
import { staysOpenUntil } from '#lib/loans/stays-open.ts'
import { givenShownPhone } from '#tests/app/given-phone.ts'
import { clockAt } from '#tests/domain/given-balance.ts'

// Saturday; two installments are late.
const clock = clockAt('2026-11-21T12:00:00+05:30')
const openUntil = Temporal.Instant.from('2026-12-07T18:00:00+05:30')
const said = (values: Partial<Phone>) =>
  staysOpenUntil(givenShownPhone({ lockState: 'unlocked', openUntil, ...values }), clock)

test('an open phone says until when a part payment keeps it so', () => {
  expect(said({})).toEqual(openUntil)
})

test('nothing is said where nothing is overdue, the phone is not open, nothing keeps it, or a hold says it', () => {
  expect(said({ outstandingMinor: 0n })).toBeUndefined()
  for (const lockState of ['locked', 'released'] as const)
    expect(said({ lockState })).toBeUndefined()
  expect(said({ openUntil: null })).toBeUndefined()
  expect(said({ hold: { reason: 'promise', untilAt: openUntil } })).toBeUndefined()
})
