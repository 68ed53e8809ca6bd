import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTyped, type Typed, touchedFields, typedOf } from '#lib/domain/settings/form.ts'
import { settingsGroups } from '#lib/domain/settings/groups.ts'
import {
  allFieldsIn,
  changesBetween,
  checkRecord,
  fieldsIn,
  valueAt,
  withValues,
} from '#lib/domain/settings/record.ts'
import { examples } from '#tests/support/examples.ts'
import { anySettings, asWritten, givenSettings } from './given-settings.ts'

const today = Temporal.PlainDate.from('2030-01-01')

test('any settings go through the forms and come back the same', () => {
  fc.assert(
    fc.property(anySettings, (record) => {
      for (const group of settingsGroups) {
        const fields = fieldsIn(group, record)
        const { values, faults } = readTyped(typedOf(record, fields), fields, today)
        expect(faults).toEqual([])
        const after = checkRecord(withValues(record, values))
        expect(after).toEqual({ ok: true, record })
        expect(changesBetween(record, withValues(record, values), allFieldsIn(record))).toEqual([])
      }
    }),
    { numRuns: examples(200) },
  )
})

test('any settings can be typed over any others', () => {
  fc.assert(
    fc.property(anySettings, anySettings, (before, after) => {
      const typing = { ...after, currency: before.currency ?? '' }
      const fields = allFieldsIn(before, typing)
      const { values, faults } = readTyped(typedOf(typing, fields), fields, today)
      expect(faults).toEqual([])
      const changed = withValues(before, values)
      const left = changesBetween(changed, typing, fields)
      expect(
        left.map(({ field }) => field.path).filter((path) => path !== 'helpCheckedOn'),
      ).toEqual([])
    }),
    { numRuns: examples(100) },
  )
})

test('amounts are read as people write them, in every currency', () => {
  const currency = fc.constantFrom('LKR', 'JPY', 'KWD')
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })
  fc.assert(
    fc.property(currency, amount, fc.nat(11), (code, minor, style) => {
      const field = fieldsIn('desk', givenSettings({ currency: code })).find(({ path }) =>
        path.startsWith('policy.desk.refundAloneMinor'),
      )
      const path = `policy.desk.refundAloneMinor.${code}`
      const typed = { [path]: asWritten(minor, code, style) }
      expect(readTyped(typed, field ? [field] : [], today)).toEqual({
        values: { [path]: String(minor) },
        faults: [],
      })
    }),
  )
})

const reading: [string, string, unknown][] = [
  ['policy.graceDays', ' 4 ', 4],
  ['policy.graceDays', '٤', 4],
  ...['8', '08', '8:00', ' 08:00 ', '8.00', '٨:٠٠', '８：００'].map(
    (text): [string, string, unknown] => ['policy.hours.staffedFrom', text, 8],
  ),
  ['policy.relockAtHour', '18:00', 18],
  ['policy.promise.minimumPercent', '12,5 %', 12.5],
  ['policy.promise.minimumPercent', '٢٥٪', 25],
  ['accentColor', '#0B6E63', '#0b6e63'],
  ['policy.relock', 'BY_DATE', 'BY_DATE'],
  ['country', 'LK', 'LK'],
  ['country', ' ', null],
  ['name', ' ', ''],
  ['policy.reporting.reported.pay.en', 'One\r\n  two', 'One two'],
  ['policy.clearingDays.oxxo', '', undefined],
  ['policy.minimumPaymentMinor.LKR', '', undefined],
  ['policy.minimumPaymentMinor.LKR', 'Rs 1,000.00', '100000'],
]

test.each(reading)('%s typed as %o is %o', (path, text, value) => {
  const { values, faults } = read({ [path]: text }, path)
  expect(faults).toEqual([])
  expect(values[path]).toEqual(value)
})

const unreadable: [string, string, string][] = [
  ['policy.graceDays', '', 'needed'],
  ['policy.graceDays', '1.5', 'not_whole'],
  ['policy.graceDays', '-1', 'not_whole'],
  ['policy.graceDays', '4:00', 'not_whole'],
  ['policy.hours.staffedFrom', '8:30', 'not_hour'],
  ['policy.hours.staffedFrom', '8:0', 'not_hour'],
  ['policy.hours.staffedFrom', '8:000', 'not_hour'],
  ['policy.hours.staffedFrom', 'eight', 'not_hour'],
  ['policy.promise.minimumPercent', 'half', 'not_number'],
  ['policy.promise.minimumPercent', 'about 12', 'not_number'],
  ['policy.promise.minimumPercent', '12 or so', 'not_number'],
  ['policy.promise.minimumPercent', '1%2', 'not_number'],
  ['policy.minimumPaymentMinor.LKR', '€1', 'not_amount'],
  ['policy.minimumPaymentMinor.LKR', '-5', 'not_amount'],
]

test.each(unreadable)('%s typed as %o is refused: %s', (path, text, reason) => {
  expect(read({ [path]: text }, path).faults).toEqual([{ path, reason }])
})

function read(typed: Typed, path: string) {
  const fields = allFieldsIn(givenSettings({ currency: 'MXN' }), givenSettings()).filter(
    (field) => field.path === path,
  )
  expect(fields).toHaveLength(1)
  return readTyped(typed, fields, today)
}

test('without the box there is no partial unlock, whatever stands in its fields', () => {
  const record = givenSettings()
  const fields = fieldsIn('unlock', record)
  const { 'policy.partialUnlock': _, ...typed } = typedOf(record, fields)
  const { values } = readTyped(typed, fields, today)
  const after = withValues(record, values)
  expect(valueAt(after, 'policy.partialUnlock')).toBeNull()
  const changed = changesBetween(record, after, fields).map(({ field }) => field.path)
  expect(changed).toEqual([
    'policy.partialUnlock',
    'policy.partialUnlock.installments',
    'policy.partialUnlock.days',
  ])
})

test('what did not come is empty', () => {
  const fields = allFieldsIn(givenSettings()).filter(({ path }) => path === 'name')
  expect(readTyped({}, fields, today)).toEqual({ values: { name: '' }, faults: [] })
})

test('a form ticks what is given, and leaves out what nobody types', () => {
  const record = givenSettings({}, { partialUnlock: { installments: 1, days: 7 } })
  expect(typedOf(record, fieldsIn('unlock', record))['policy.partialUnlock']).toBe('on')
  expect(Object.keys(typedOf(record, fieldsIn('contacts', record)))).toEqual([
    ...['helpPhone', 'helpHours', 'helpEmail'],
  ])
})

test('what an older version has not heard of is empty in its form', () => {
  const lists = ['policy.worksWhileLocked', 'policy.return.dropOffPoints']
  const fields = allFieldsIn(givenSettings()).filter(({ path }) => lists.includes(path))
  expect(fields).toHaveLength(2)
  expect(typedOf({}, fields)).toEqual({})
})

test('only what was changed is read, and that is all there is to a change', () => {
  fc.assert(
    fc.property(anySettings, anySettings, (before, after) => {
      const typing = { ...after, currency: before.currency ?? '' }
      const fields = allFieldsIn(before, typing)
      const typed = typedOf(typing, fields)
      const touched = touchedFields(typed, before, fields)
      const changes = (of: typeof fields) =>
        changesBetween(before, withValues(before, readTyped(typed, of, today).values), fields)
      expect(changes(touched)).toEqual(changes(fields))
      expect(touchedFields(typedOf(before, fields), before, fields)).toEqual([])
    }),
    { numRuns: examples(100) },
  )
})
