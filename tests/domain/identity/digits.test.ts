import { expect, test } from 'vitest'
import { codeIn, parseWhole } from '#lib/domain/identity/digits.ts'

test.for([
  '123456',
  ' 123 456 ',
  '123-456',
  '123–456',
  '1 2 3 4 5 6',
  '１２３４５６',
  '123\u200e456',
  '١٢٣٤٥٦',
  'Your code is 123 456',
  'Your code is 123 456. It works until 14:05, and only once.',
  '123456 is your sign-in code. It works until 14:05. Serendib Mobile',
  'Your code is 123 456 Questions? Call +94 11 555 0100.',
  'رمزك هو ١٢٣٤٥٦ حتى ١٤:٠٥',
  'Su código es 123456 (123456)',
])('“%s” is the code 123456', (text) => expect(codeIn(text)).toBe('123456'))

test('a long code has nine digits', () => {
  expect(codeIn('Your code is 123 456 789')).toBe('123456789')
})

test.for(['', 'code', '12345', '1234567', '12345678', '1234567890', '123456 or 654321', '14:05'])(
  '“%s” is no code',
  (text) => expect(codeIn(text)).toBeUndefined(),
)

test.for(['7', ' 7 ', '07', '７', '٧', '۷'])('“%s” is the whole number 7', (text) =>
  expect(parseWhole(text)).toBe(7),
)

test.for(['', '-7', '7.0', '7,5', '7 days', '0x7', '7e0', '1234567890'])(
  '“%s” is no whole number',
  (text) => expect(parseWhole(text)).toBeUndefined(),
)
