import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appCodeIn,
  matchingStep,
  newTotpSecret,
  totpCode,
  totpStep,
  totpUri,
} from '#lib/staff/totp.ts'

// RFC 6238, appendix B: the secret is the ASCII text 12345678901234567890; of its eight digits an app shows six.
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('RFC 6238 at %i: %s', (seconds, code) => {
  const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
  expect(totpCode(rfcSecret, totpStep(now))).toBe(code)
  expect(matchingStep(rfcSecret, code, now)).toBe(BigInt(Math.floor(seconds / 30)))
})

describe('a clock that runs wrong', () => {
  const now = Temporal.Instant.from('2026-11-21T12:00:10Z')
  const shownAt = (seconds: number) => totpCode(rfcSecret, totpStep(now.add({ seconds })))

  test.each([-30, 0, 30])('by %i seconds is understood', (seconds) => {
    expect(matchingStep(rfcSecret, shownAt(seconds), now)).toBe(totpStep(now.add({ seconds })))
  })

  test.each([-90, -60, 60, 90])('by %i seconds is not', (seconds) => {
    expect(matchingStep(rfcSecret, shownAt(seconds), now)).toBeUndefined()
  })
})

test.each(['', '28708', '2870822', '28708 ', 'abcdef', '287082287082'])('%j is no code', (code) => {
  expect(
    matchingStep(rfcSecret, code, Temporal.Instant.fromEpochMilliseconds(59_000)),
  ).toBeUndefined()
})

test('any secret and any moment: the code shown is the code that fits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 4_102_444_800 }), (seconds) => {
      const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
      const secret = newTotpSecret()
      const code = totpCode(secret, totpStep(now))
      expect(secret).toMatch(/^[A-Z2-7]{32}$/)
      expect(code).toMatch(/^\d{6}$/)
      expect(matchingStep(secret, code, now)).toBeDefined()
    }),
  )
})

test('the QR names the lender and the person', () => {
  expect(totpUri(rfcSecret, 'Serendib Mobile', 'amara@serendib.example')).toBe(
    `otpauth://totp/Serendib%20Mobile:amara%40serendib.example?issuer=Serendib%20Mobile&secret=${rfcSecret}&algorithm=SHA1&digits=6&period=30`,
  )
})

test('a code may be pasted with the words around it; what is none costs no try', () => {
  for (const typed of ['287082', ' 287 082 ', '٢٨٧٠٨٢', '287-082', 'Your code is 287 082.'])
    expect(appCodeIn(typed), typed).toBe('287082')
  for (const typed of ['', 'my code', '28708', '2870822', '287082 287083', '287 082 287'])
    expect(appCodeIn(typed), typed).toBeUndefined()
})
