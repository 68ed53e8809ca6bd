import { expect, test } from 'vitest'
import { readIdentifier } from '#lib/accounts/identifier.ts'

function read(typed: string, country: string | null = 'LK') {
  const reading = readIdentifier(typed, country)
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
  expect(read('55 1234 5678', 'MX').phones).toContain('+525512345678')
  expect(read('+525512345678', 'LK').phones).toEqual(['+525512345678'])
})

test('marks that nobody sees, as an address book adds them, do not count', () => {
  expect(read('\u202a+94 77\u200e 123 4567\u202c').phones).toEqual(['+94771234567'])
  expect(read('\u200bnimali@mail.example\0').email).toBe('nimali@mail.example')
  expect(read('\ufeffL-00012').hash).toEqual(read('L-00012').hash)
  expect(readIdentifier('\u200f\0', 'LK')).toEqual({ ok: false, refusal: 'missing' })
})

test('an IMEI is read with spaces, and only with the right check digit', () => {
  expect(read('49 015420 323751 8').imei).toBe('490154203237518')
  expect(read('490154203237519').imei).toBeNull()
  expect(read('490154203237518/01').imei).toBe('490154203237518')
  expect(read('4901542032375175').imei).toBe('490154203237518')
})

test('a wrong check digit is told; what it may be besides is looked up all the same', () => {
  const reading = readIdentifier('49-015420-323751-9', 'LK')
  expect(reading).toMatchObject({ ok: true, doubt: 'imei' })
  expect(read('49-015420-323751-9').loanNumber).toBe('49-015420-323751-9')
  for (const typed of [
    '490154203237518',
    'SR-1001',
    '+94771234567',
    'a@b.example',
    '4901542032375175',
  ])
    expect(readIdentifier(typed, 'LK')).toMatchObject({ ok: true, doubt: undefined })
})

test('an address copied with the name before it is the address', () => {
  expect(read('Nimali Perera <Nimali@mail.example>').email).toBe('nimali@mail.example')
})

test('what a sentence or a label adds is no part of it', () => {
  for (const typed of [
    'nimali@mail.example.',
    '(nimali@mail.example)',
    'E-mail: nimali@mail.example,',
  ])
    expect(read(typed).email).toBe('nimali@mail.example')
  for (const label of ['Loan number: ', 'Loan:', 'Préstamo: ', 'رقم القرض: ']) {
    expect(read(`${label}SR-1001`).loanNumber).toBe('SR-1001')
    expect(read(`${label}SR-1001`).hash).toEqual(read('SR-1001').hash)
  }
  // These may be the lender's own way of writing it.
  for (const typed of ['SR:1001', 'LN-SR:1001', 'SR-1001:2'])
    expect(read(typed).loanNumber).toBe(typed)
})

test('without a country a number needs its country’s code', () => {
  expect(read('+33 6 12 34 56 78', null).phones).toEqual(['+33612345678'])
  expect(read('06 12 34 56 78', null).phones).toEqual([])
  expect(read('06 12 34 56 78', 'FR').phones).toEqual(['+33612345678'])
})

test('what can be nobody’s name for a loan is refused; words alone are doubted, and looked up when they are meant', () => {
  for (const typed of ['???', '-- / --', '\u{1f600}\u{1f600}'])
    expect(readIdentifier(typed, 'LK')).toEqual({ ok: false, refusal: 'no_name' })
  for (const typed of ['my phone is locked', 'asdf', 'هاتفي مقفل'])
    expect(readIdentifier(typed, 'LK')).toMatchObject({
      ok: true,
      doubt: 'words',
      identifier: { loanNumber: typed },
    })
  // The loan book takes 64 characters.
  const longest = `SR-${'1'.repeat(61)}`
  expect(readIdentifier(longest, 'LK')).toMatchObject({ ok: true, doubt: undefined })
  expect(readIdentifier(`${longest}1`, 'LK')).toEqual({ ok: false, refusal: 'too_long' })
  expect(read(`+94 77 123 4567${' '.repeat(60)}`).phones).toEqual(['+94771234567'])
})

test('the same thing typed differently counts as the same thing', () => {
  expect(read('L-000012').hash).toEqual(read(' l 000012 ').hash)
  expect(read('L–000012').hash).toEqual(read('L/000012').hash)
  expect(read('A@b.example').hash).toEqual(read('a@B.example').hash)
  expect(read('a-b@c.example').hash).not.toEqual(read('ab@c.example').hash)
})

test('what cannot be meant is refused at once, whoever exists', () => {
  expect(readIdentifier('  ', 'LK')).toEqual({ ok: false, refusal: 'missing' })
  expect(readIdentifier('x'.repeat(255), 'LK')).toEqual({ ok: false, refusal: 'too_long' })
  expect(readIdentifier('nimali@', 'LK')).toEqual({ ok: false, refusal: 'email' })
})
