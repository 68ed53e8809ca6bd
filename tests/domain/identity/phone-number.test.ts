import { expect, test } from 'vitest'
import {
  isPhoneCountry,
  parsePhoneNumber,
  phoneNumbersMeant,
} from '#lib/domain/identity/phone-number.ts'

test.for([
  '+94771234567',
  '+94 (0)77 123 4567',
  '+94 (0) 77-123-4567',
  '0094 77 123 4567',
  '077 123 4567',
  '77 123 4567',
  '94771234567',
  '＋９４７７１２３４５６７',
  '٠٧٧١٢٣٤٥٦٧',
  '\u202a+94 77\u200e 123 4567\u202c',
  'tel:+94771234567',
])('“%s” in Sri Lanka is +94771234567', (text) => {
  expect(parsePhoneNumber(text, 'LK')).toBe('+94771234567')
  expect(phoneNumbersMeant(text, 'LK')).toEqual(['+94771234567'])
})

test.for<[country: string, text: string, number: string]>([
  ['FR', '06 12 34 56 78', '+33612345678'],
  ['ES', '612 34 56 78', '+34612345678'],
  ['SN', '77 123 45 67', '+221771234567'],
  ['EC', '099 123 4567', '+593991234567'],
  ['MX', '55 1234 5678', '+525512345678'],
  ['IT', '06 1234 5678', '+390612345678'],
  ['JP', '090-1234-5678', '+819012345678'],
  ['LK', '077 123 4500', '+94771234500'],
])('at home in %s “%s” is %s', ([country, text, number]) =>
  expect(parsePhoneNumber(text, country)).toBe(number),
)

test('nothing but noughts is nobody’s number', () => {
  for (const text of ['+94 000 000 000', '0000000000', '+1 000 000 0000'])
    expect(parsePhoneNumber(text, 'MX'), text).toBeUndefined()
})

test('a country that has no numbers we can read helps nothing', () => {
  expect(parsePhoneNumber('077 123 4567', 'AQ')).toBeUndefined()
  expect(parsePhoneNumber('+94 77 123 4567', 'AQ')).toBe('+94771234567')
})

test('without a country only a number with its country’s code is understood', () => {
  expect(parsePhoneNumber('077 123 4567', null)).toBeUndefined()
  expect(parsePhoneNumber('+94 (0)77 123 4567', null)).toBe('+94771234567')
  for (const text of ['94771234567', '94 77 123 4567', '0094771234567', ' 0094771234567'])
    expect(phoneNumbersMeant(text, null), text).toEqual(['+94771234567'])
  expect(phoneNumbersMeant('0771234567', null)).toEqual([])
})

test('two noughts within a number stand for nothing', () => {
  expect(parsePhoneNumber('+94771001234', null)).toBe('+94771001234')
})

test('of a country that has no numbers only one with a country’s code is understood', () => {
  expect(parsePhoneNumber('+94771234567', 'XX')).toBe('+94771234567')
  expect(parsePhoneNumber('077 123 4567', 'XX')).toBeUndefined()
})

test('what no telephone has is no number', () => {
  for (const text of [
    '',
    '1234',
    'SR-1001',
    'L-000012',
    '490154203237518',
    '+9477',
    'call me',
    'call me on +94771234567',
    '+',
  ]) {
    expect(phoneNumbersMeant(text, 'LK'), text).toEqual([])
  }
  expect([isPhoneCountry('LK'), isPhoneCountry('XX'), isPhoneCountry('lk')]).toEqual([
    true,
    false,
    false,
  ])
})
