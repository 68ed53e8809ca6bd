import { describe, expect, test } from 'vitest'
import {
  promiseForm,
  wishedDate,
  wishedMinor,
} from '#app/(borrower)/phones/[deviceId]/promise/promise-form-values.ts'
import { type Asked, promiseView } from '#app/(borrower)/phones/[deviceId]/promise/promise-view.ts'
import { clockAt, termsAt } from '#tests/domain/given-balance.ts'
import { givenShownPhone } from './given-phone.ts'

const { policy, timeZone, now } = clockAt('2026-11-21T04:00:00Z')
const reader = { locale: 'en-GB', timeZone, now }
const known = {
  lender: { policy, paymentMethods: ['card'] },
  openThrough: Temporal.PlainDate.from('2026-12-31'),
  opensAgainOn: undefined,
  reader,
}
const view = (asked: Asked) => promiseView(givenShownPhone(), asked, known)

describe('the page of a promise', () => {
  test('opened first, nothing is chosen and nothing is wrong', () => {
    expect(view({})).toMatchObject({
      arrearsMinor: 900_000n,
      lock: 'locked',
      typed: { when: '', date: '', amount: '' },
      dateError: undefined,
      amountError: undefined,
    })
  })

  test('says how it is paid where less than that cannot be', () => {
    const schedule = ['2026-11-11', '2026-12-11'].map((dueOn, index) => ({
      number: index + 1,
      dueOn: Temporal.PlainDate.from(dueOn),
      amountMinor: 500_00n,
    }))
    const five = givenShownPhone({ schedule, outstandingMinor: 505_00n })
    expect(promiseView(five, {}, known)).toMatchObject({
      arrearsMinor: 500n,
      kept: { arrears: { how: 'ahead', choice: 'arrears' } },
    })
    expect(view({})).toMatchObject({
      kept: { arrears: { how: 'as_promised' }, minimum: { how: 'as_promised' } },
    })
  })

  test.for([
    [{}, 'choose_day', 'choose_amount'],
    [
      { when: 'other', date: 'soon', choice: 'other', amount: 'some' },
      'not_a_date',
      'not_an_amount',
    ],
    [{ when: 'other', date: '2026-11-31', choice: 'arrears' }, 'not_a_date', undefined],
    [{ when: 'other', date: '2026-11-21', choice: 'minimum' }, 'too_early', undefined],
    [{ when: '2026-12-06', choice: 'other', amount: '2249.99' }, 'too_late', 'below_minimum'],
    [{ when: '2026-12-05', choice: 'other', amount: '9,000.01' }, undefined, 'above_maximum'],
    [{ when: '2026-12-05', choice: 'other', amount: '٣٠٠٠' }, undefined, undefined],
  ] as const)('%o: %s, %s', ([asked, dateError, amountError]) => {
    expect(view({ ...asked, refusal: 'unclear' })).toMatchObject({
      dateError,
      amountError,
      typed: { when: '', ...asked },
    })
  })
})

describe('what the form says', () => {
  const amounts = {
    arrearsMinor: 900_000n,
    minimumMinor: 225_000n,
    locale: 'en-GB',
    ...termsAt('2026-11-21T04:00:00Z'),
  }
  const form = (values: Record<string, string>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(values)) data.set(name, value)
    return promiseForm.parse(Object.fromEntries(data))
  }

  test('a quick day counts as itself, another day as what was typed, in any digits', () => {
    expect(wishedDate(form({ when: '2026-11-30', date: '2026-12-01' }))?.toString()).toBe(
      '2026-11-30',
    )
    expect(wishedDate(form({ when: 'other', date: '٢٠٢٨-٠٢-٢٩' }))?.toString()).toBe('2028-02-29')
    expect(wishedDate(form({ when: 'other', date: '2027-02-29' }))).toBeUndefined()
    expect(wishedDate(form({ when: 'other', date: '01/12/2026' }))).toBeUndefined()
  })

  test('each amount is what the page showed, or what was typed', () => {
    expect(wishedMinor(form({ choice: 'arrears' }), amounts)).toBe(900_000n)
    expect(wishedMinor(form({ choice: 'minimum' }), amounts)).toBe(225_000n)
    expect(wishedMinor(form({ choice: 'other', amount: '3,000' }), amounts)).toBe(300_000n)
    expect(wishedMinor(form({}), amounts)).toBeUndefined()
  })

  test('a sign that no address can have is dropped from what was typed', () => {
    const odd = { when: 'other\0', date: '2026\0-12-01', choice: 'other', amount: '3,0\u000000' }
    expect(form(odd)).toMatchObject({ when: 'other', date: '2026-12-01', amount: '3,000' })
  })

  test('nonsense is nothing chosen', () => {
    expect(form({ choice: 'all', seenArrearsMinor: '-1', when: 'x'.repeat(99) })).toEqual({
      when: '',
      date: '',
      amount: '',
      choice: undefined,
      deviceId: '',
      seenArrearsMinor: undefined,
    })
  })
})
