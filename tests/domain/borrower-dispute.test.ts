import { expect, test } from 'vitest'
import { disputeKinds, readDispute } from '#lib/domain/borrower-dispute.ts'

const typed = { what: 'already_paid', note: '', paymentReference: '' }

test.for(disputeKinds.filter((what) => what !== 'other'))('%s needs no words', (what) => {
  expect(readDispute({ ...typed, what })).toMatchObject({ ok: true, message: { what } })
})

test.for([
  [{ what: '' }, { what: 'choose_one' }],
  [{ what: 'nonsense' }, { what: 'choose_one' }],
  [{ what: 'other', note: '  \r\n ' }, { note: 'say_what' }],
  [{ note: 'x'.repeat(1001) }, { note: 'too_long' }],
  [{ paymentReference: 'x'.repeat(81) }, { paymentReference: 'too_long' }],
  [
    { what: '', note: 'x'.repeat(1001), paymentReference: 'x'.repeat(81) },
    { what: 'choose_one', note: 'too_long', paymentReference: 'too_long' },
  ],
] as const)('%o is unclear: %o', ([values, faults]) => {
  expect(readDispute({ ...typed, ...values })).toEqual({ ok: false, faults })
})

test('as much may be typed as can be kept, and not one letter more', () => {
  const full = { note: 'x'.repeat(1_000), paymentReference: 'x'.repeat(80) }
  expect(readDispute({ ...typed, ...full })).toMatchObject({ ok: true, message: full })
})

test('what no database keeps is left out', () => {
  const reading = readDispute({ what: 'amount', note: 'a\0b', paymentReference: '\0K7\0QF' })
  expect(reading).toMatchObject({ message: { note: 'ab', paymentReference: 'K7QF' } })
})

test('what was typed is kept without the spaces around it and the browser’s line ends', () => {
  const reading = readDispute({ what: 'other', note: ' a\r\nb ', paymentReference: ' K7QF ' })
  expect(reading).toEqual({
    ok: true,
    message: { what: 'other', note: 'a\nb', paymentReference: 'K7QF' },
  })
})
