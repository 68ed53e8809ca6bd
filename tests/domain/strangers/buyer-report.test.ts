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
  expect(readBuyerAnswer({ finding: 'unclear', answer: ' Sorry. ' })).toEqual({
    ok: true,
    finding: 'unclear',
    answer: 'Sorry.',
  })
  expect(readBuyerAnswer({ finding: '', answer: '' })).toEqual({
    ok: false,
    faults: { finding: 'choose_one', answer: 'missing' },
  })
})
