import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDigit, imeiTail, parseImei } from '#lib/domain/imei.ts'

const first14 = fc.stringMatching(/^\d{14}$/)

test('the example of 3GPP TS 23.003 has the check digit it should have', () => {
  expect(parseImei('49-015420-323751-8')).toBe('490154203237518')
  expect(parseImei('490154203237517')).toBeUndefined()
})

test('fourteen digits and their check digit are an IMEI; any other last digit is not', () => {
  fc.assert(
    fc.property(first14, fc.integer({ min: 1, max: 9 }), (digits, off) => {
      const last = checkDigit(digits)
      expect(parseImei(digits + last)).toBe(digits + last)
      expect(parseImei(digits + String((Number(last) + off) % 10))).toBeUndefined()
    }),
  )
})

test('one mistyped digit is always noticed', () => {
  fc.assert(
    fc.property(
      first14,
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 1, max: 9 }),
      (digits, place, off) => {
        const imei = digits + checkDigit(digits)
        const wrong = String((Number(imei[place]) + off) % 10)
        expect(parseImei(imei.slice(0, place) + wrong + imei.slice(place + 1))).toBeUndefined()
      },
    ),
  )
})

test.for(['', '49015420323751', '4901542032375180', '49015420323751a', 'abc'])(
  '“%s” is not an IMEI',
  (text) => expect(parseImei(text)).toBeUndefined(),
)

test('only the last four digits are shown', () => {
  expect(imeiTail('490154203237518')).toBe('7518')
})
