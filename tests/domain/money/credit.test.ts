import { expect, test } from 'vitest'
import { creditGoes } from '#lib/domain/money/credit.ts'

test('a credit is promised to nobody while a bank may keep the money that it stands on', () => {
  expect(creditGoes({ outstandingMinor: 0n, isDisputed: false })).toBe('back')
  expect(creditGoes({ outstandingMinor: 1n, isDisputed: false })).toBe('ahead')
  for (const outstandingMinor of [0n, 1n])
    expect(creditGoes({ outstandingMinor, isDisputed: true })).toBe('held')
})
