import { expect, test } from 'vitest'
import { readIdentifier } from '#lib/accounts/identifier.ts'

function read(typed: string, currency = 'LKR') {
  const reading = readIdentifier(typed, currency)
  if (!reading.ok) throw new Error(reading.refusal)
  return reading.identifier
}

test('an e-mail address is read in any case and any width, and compared exactly', () => {
  expect(read(' Nimali@Mail.Example ').email).toBe('nimali@mail.example')
  expect(read('ｎimali@mail.example').email).toBe('nimali@mail.example')
  // A Cyrillic а is another letter, hence another address.
  expect(read('nimаli@mail.example').email).not.toBe('nimali@mail.example')
})

test('a phone number is read as dialled abroad, at home, and in Arabic digits', () => {
  for (const typed of ['+94 77 123 4567', '0094771234567', '077-123 4567', '771234567']) {
    expect(read(typed).phones).toContain('+94771234567')
  }
  expect(read('٠٧٧١٢٣٤٥٦٧').phones).toContain('+94771234567')
  expect(read('55 1234 5678', 'MXN').phones).toContain('+525512345678')
  expect(read('+525512345678', 'LKR').phones).toEqual(['+525512345678'])
})

test('marks that nobody sees, as an address book adds them, do not count', () => {
  expect(read('\u202a+94 77\u200e 123 4567\u202c').phones).toEqual(['+94771234567'])
  expect(read('\u200bnimali@mail.example\0').email).toBe('nimali@mail.example')
  expect(read('\ufeffL-00012').hash).toEqual(read('L-00012').hash)
  expect(readIdentifier('\u200f\0', 'LKR')).toEqual({ ok: false, refusal: 'missing' })
})

test('an IMEI is read with spaces, and only with the right check digit', () => {
  expect(read('49 015420 323751 8').imei).toBe('490154203237518')
  expect(read('490154203237519').imei).toBeNull()
})

test('a loan number is looked up as typed, in capitals and without spaces', () => {
  expect(read(' l-000 12 ').loanNumbers).toEqual(['l-000 12', 'L-000 12', 'L-00012'])
})

test('the same thing typed differently counts as the same thing', () => {
  expect(read('L-000012').hash).toEqual(read(' l 000012 ').hash)
  expect(read('A@b.example').hash).toEqual(read('a@B.example').hash)
  expect(read('a-b@c.example').hash).not.toEqual(read('ab@c.example').hash)
})

test('what cannot be meant is refused at once, whoever exists', () => {
  expect(readIdentifier('  ', 'LKR')).toEqual({ ok: false, refusal: 'missing' })
  expect(readIdentifier('x'.repeat(255), 'LKR')).toEqual({ ok: false, refusal: 'too_long' })
  expect(readIdentifier('nimali@', 'LKR')).toEqual({ ok: false, refusal: 'email' })
})
