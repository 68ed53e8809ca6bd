import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, isReadable, parseColour } from '#lib/domain/contrast.ts'
import { checkRecord, type SettingsValues, withValues } from '#lib/domain/settings/record.ts'
import { examples } from '#tests/support/examples.ts'
import { givenSettings } from './given-settings.ts'

function faultsWith(values: SettingsValues) {
  const checked = checkRecord(withValues(givenSettings(), values))
  return checked.ok ? [] : checked.faults
}

const point = { name: 'Fort', address: '12 York Street', hours: '9–17' }
const advice = { name: 'Advice', checkedOn: '2026-01-01' }

const hours = { fromDay: 'mon', toDay: 'fri', opens: '09:00', closes: '17:00' }

const refused: [string, unknown, object][] = [
  [
    'policy.hours.help',
    [{ ...hours, closes: '09:00' }],
    { path: 'policy.hours.help.0.closes', reason: 'not_after_the_first' },
  ],
  [
    'policy.hours.help',
    [hours, { ...hours, fromDay: 'fri', toDay: 'sun' }],
    { path: 'policy.hours.help.1.closes', reason: 'overlaps' },
  ],
  ['name', '', { reason: 'needed' }],
  ['name', 'x'.repeat(61), { reason: 'too_long', most: 60 }],
  ['name', 'a\u0007b', { reason: 'not_allowed' }],
  ['accentColor', 'teal', { reason: 'not_a_colour' }],
  ['accentColor', '#777777', { reason: 'unreadable_colour' }],
  ['helpPhone', 'call us', { reason: 'not_a_number_to_call' }],
  ['helpPhone', '+- 1', { reason: 'not_a_number_to_call' }],
  ['helpEmail', 'help at mail', { reason: 'not_email' }],
  ['statementDescriptor', 'ABCD', { reason: 'too_short', least: 5 }],
  ['statementDescriptor', 'A'.repeat(23), { reason: 'too_long', most: 22 }],
  ['statementDescriptor', '12345', { reason: 'needs_letter' }],
  ['statementDescriptor', "JOE'S PHONES", { reason: 'forbidden_sign' }],
  ['statementDescriptor', 'NORTE MÓVIL', { reason: 'only_latin' }],
  ['paymentMethods', [], { reason: 'choose_one' }],
  ['paymentMethods', ['cheque'], { path: 'paymentMethods.0', reason: 'choose_one' }],
  ['paymentMethods', ['oxxo'], { reason: 'none_in_currency' }],
  ['policy.graceDays', 91, { reason: 'too_big', most: 90 }],
  ['policy.unlockWithinMinutes', 4, { reason: 'too_small', least: 5 }],
  ['policy.unlockUsualMinutes', 61, { reason: 'more_than_promised', most: 60 }],
  ['policy.settlement.rebatePercent', 100.5, { reason: 'too_big', most: 100 }],
  ['policy.settlement.rebatePercent', 1.234, { reason: 'two_decimals' }],
  ['policy.minimumPaymentMinor.LKR', '9'.repeat(20), { reason: 'amount_too_big' }],
  ['policy.return.valuePercent.worn', 40.01, { reason: 'more_than_better', most: 40 }],
  ['policy.return.valuePercent.not_working', 11, { reason: 'more_than_better', most: 10 }],
  ['policy.promise.remindDaysBefore', 14, { reason: 'after_the_date', most: 13 }],
  ['policy.hours.demandsUntil', 0, { reason: 'not_after_the_first' }],
  ['policy.hours.staffedUntil', 0, { reason: 'not_after_the_first' }],
  ['policy.hours.staffedUntil', 25, { reason: 'too_big', most: 24 }],
  ['policy.hours.staffedDays', [], { reason: 'choose_one' }],
  ['policy.plan.costPercentPerMonth', 11, { reason: 'too_big', most: 10 }],
  ['policy.plan.instant.mostExtraMonths', 7, { reason: 'more_than_allowed', most: 6 }],
  [
    'policy.return.dropOffPoints',
    [point, point],
    { path: 'policy.return.dropOffPoints.1.name', reason: 'twice' },
  ],
  [
    'policy.reporting.debtAdvice',
    [advice],
    { path: 'policy.reporting.debtAdvice.0.phone', reason: 'no_way' },
  ],
  [
    'policy.reporting.debtAdvice',
    [{ ...advice, phone: 'ask for Ruwan' }],
    { path: 'policy.reporting.debtAdvice.0.phone', reason: 'not_a_number_to_call' },
  ],
  [
    'policy.reporting.debtAdvice',
    [
      { ...advice, phone: '1919' },
      { ...advice, phone: '+94 11 555 0190' },
    ],
    { path: 'policy.reporting.debtAdvice.1.name', reason: 'twice' },
  ],
  [
    'policy.reporting.debtAdvice',
    [{ ...advice, url: 'javascript:alert(1)' }],
    { path: 'policy.reporting.debtAdvice.0.url', reason: 'not_url' },
  ],
]

test.each(refused)('%s cannot be %o', (path, value, fault) => {
  expect(faultsWith({ [path]: value } as SettingsValues)).toEqual([{ path, ...fault }])
})

test.for<[hours: string, places: string, place: object]>([
  ['policy.return.dropOffHours', 'policy.return.dropOffPoints', point],
  ['policy.reporting.adviceHours', 'policy.reporting.debtAdvice', { ...advice, phone: '119' }],
])('%s are each of a place that is named, and meet none of its own', ([at, of, place]) => {
  const named = ['Fort', 'Kandy'].map((name) => ({ ...place, name }))
  const faultsAt = (...names: string[]) =>
    faultsWith({ [of]: named, [at]: names.map((name) => ({ ...hours, place: name })) })
  expect(faultsAt('Fort', 'Kandy')).toEqual([])
  expect(faultsAt('Fort', 'Galle')).toEqual([{ path: `${at}.1.place`, reason: 'no_such_place' }])
  expect(faultsAt('Fort', 'Kandy', 'Kandy')).toEqual([
    { path: `${at}.2.closes`, reason: 'overlaps' },
  ])
})

test('a worn phone may be worth as much as a good one', () => {
  expect(faultsWith({ 'policy.return.valuePercent.worn': 40 })).toEqual([])
})

test('names of shops that Stripe takes are taken', () => {
  for (const statementDescriptor of ['SERENDIB MOBILE', 'A1234', 'HOSHI PHONES (JP) 24/7'])
    expect(faultsWith({ statementDescriptor })).toEqual([])
})

test('a colour is refused exactly when neither white nor dark text can be read on it', () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, (hex) => {
      const best = Math.max(
        ...['#ffffff', '#101518'].map((ink) => contrast(parseColour(ink), parseColour(hex))),
      )
      expect(isReadable(hex)).toBe(best >= 4.5)
    }),
    { numRuns: examples(2_000) },
  )
})
