import { expect, test } from 'vitest'
import { readBuyerAnswer, readBuyerReport } from '#lib/domain/strangers/buyer-report.ts'

const right = { wish: 'know', listing: 'market.example/1', imei: '', note: '', email: '' }

test('what a buyer typed is read, an IMEI however it is written', () => {
  const typed = {
    ...right,
    imei: 'IMEI 35-698113-420011-3',
    email: ' a@b.example ',
    note: ' Hi\r\n',
  }
  expect(readBuyerReport(typed)).toEqual({
    ok: true,
    report: {
      wish: 'know',
      listing: 'market.example/1',
      imei: '356981134200113',
      note: 'Hi',
      email: 'a@b.example',
    },
  })
  expect(readBuyerReport(right)).toMatchObject({ ok: true, report: { imei: null, email: null } })
})

test.each([
  [{ wish: 'steal' }, { wish: 'choose_one' }],
  [{ listing: ' ' }, { listing: 'say_what' }],
  [{ listing: 'x'.repeat(501) }, { listing: 'too_long' }],
  [{ note: 'x'.repeat(1_001) }, { note: 'too_long' }],
  [{ imei: '35 698113 420011 7' }, { imei: 'not_imei' }],
  [{ email: 'a@b' }, { email: 'not_email' }],
])('%j is refused', (wrong, faults) => {
  expect(readBuyerReport({ ...right, ...wrong })).toEqual({ ok: false, faults })
})

test('an answer needs what was found and words', () => {
  expect(readBuyerAnswer({ outcome: 'unclear', answer: ' Sorry. ' })).toEqual({
    ok: true,
    outcome: 'unclear',
    answer: 'Sorry.',
  })
  expect(readBuyerAnswer({ outcome: '', answer: '' })).toEqual({
    ok: false,
    faults: { outcome: 'choose_one', answer: 'missing' },
  })
})

test('as much as may be written is taken, in lines of any system, and one of two words is enough', () => {
  const [listing, note] = ['x'.repeat(500), `a\r\nb${'y'.repeat(997)}`]
  expect(readBuyerReport({ ...right, listing, note })).toMatchObject({
    ok: true,
    report: { listing, note: note.replace('\r\n', '\n') },
  })
  expect(readBuyerReport({ ...right, listing: '', note: 'Sold by a man' }).ok).toBe(true)
  expect(readBuyerReport({ ...right, imei: '  ' })).toMatchObject({ report: { imei: null } })
})

test('an answer may be long, not longer', () => {
  const read = (answer: string, outcome = 'stolen') => readBuyerAnswer({ outcome, answer })
  expect(read('x'.repeat(2_000)).ok).toBe(true)
  expect(read('x'.repeat(2_001))).toEqual({ ok: false, faults: { answer: 'too_long' } })
  expect(read('Sorry.', 'unknown')).toEqual({ ok: false, faults: { outcome: 'choose_one' } })
  expect(read('')).toEqual({ ok: false, faults: { answer: 'missing' } })
})
