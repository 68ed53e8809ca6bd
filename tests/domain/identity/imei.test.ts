import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDigit, imeiTail, parseImei, readImei } from '#lib/domain/identity/imei.ts'

// Not 00, which is for tests; fourteen times the same digit does not come by chance.
const first14 = fc.stringMatching(/^[1-9]\d{13}$/)

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

test.for([
  '000000000000000',
  '111111111111119',
  '123456789012347',
  '004999010640000',
  '0000000000000000',
])('“%s” is the IMEI of no phone', (text) =>
  expect(readImei(text)).toEqual({ refusal: 'of_no_phone' }),
)

test.for([
  ...['', '49015420323751', '49015420323751a', '49015420323751801', 'abc'],
  ...['x490154203237518', '490154203237518490'],
])('“%s” is not an IMEI', (text) => expect(parseImei(text)).toBeUndefined())

test.for([
  'IMEI 490154203237518',
  'imei: 49-015420-323751-8',
  'IMEI1:490154203237518',
  'IMEI 2 490154203237518',
  'IMEI/01: 490154203237518',
  'IMEI/01 490154203237518/01',
  '490154203237518/01',
  '49-015420-323751-8 / 01',
  '49015420\u200e3237518',
  '４９０１５４２０３２３７５１８',
  '٤٩٠١٥٤٢٠٣٢٣٧٥١٨',
  // An IMEISV: the version of the software stands where the check digit would be.
  '4901542032375175',
  'IMEISV: 49-015420-323751-75',
])('“%s” is the IMEI 490154203237518', (text) =>
  expect(readImei(text)).toEqual({ imei: '490154203237518' }),
)

test('a check digit that does not fit is told apart from what is no IMEI', () => {
  expect(readImei('490154203237517')).toEqual({ refusal: 'check_digit' })
  expect(readImei('490154203237517/01')).toEqual({ refusal: 'check_digit' })
  for (const text of ['', 'SR-1001', '+94771234567', '49015420323751', '49015420323751801'])
    expect(readImei(text)).toEqual({ refusal: 'not_imei' })
  for (const text of ['SN 490154203237518', '490154203237518 A', '4901542032375/1801'])
    expect(readImei(text)).toEqual({ refusal: 'not_imei' })
})

test('only the last four digits are shown', () => {
  expect(imeiTail('490154203237518')).toBe('7518')
})
