import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTyped, type Typed, typedOf } from '#lib/domain/settings/form.ts'
import { settingsGroups } from '#lib/domain/settings/groups.ts'
import {
  allFieldsIn,
  changesBetween,
  checkRecord,
  fieldsIn,
  valueAt,
  withValues,
} from '#lib/domain/settings/record.ts'
import { withNewRow, withoutEmptyRows, withoutRow } from '#lib/domain/settings/rows.ts'
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
  ['policy.promise.minimumPercent', '12,5 %', 12.5],
  ['policy.promise.minimumPercent', '٢٥٪', 25],
  ['accentColor', '#0B6E63', '#0b6e63'],
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
  ['policy.promise.minimumPercent', 'half', 'not_number'],
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

const point = { name: 'Fort', address: '12 York Street', hours: '9–17' }

test('rows are added, taken away and numbered anew; what stands in the others stays', () => {
  const record = givenSettings(
    {},
    { return: { ...returns(), dropOffPoints: [point, { ...point, name: 'Kandy' }] } },
  )
  const field = fieldsIn('returns', record).find((one) => one.kind === 'rows')
  if (field?.kind !== 'rows') throw new Error('no list')
  const typed = typedOf(record, [field])
  const more = withNewRow(typed, field)
  expect(more['policy.return.dropOffPoints.2.name']).toBe('')
  expect(withoutEmptyRows(more, field)).toEqual(typed)
  const fewer = withoutRow(more, field, 0)
  expect(fewer['policy.return.dropOffPoints.0.name']).toBe('Kandy')
  expect(fewer['policy.return.dropOffPoints.1.name']).toBe('')
  expect(
    readTyped({ ...fewer, 'policy.return.dropOffPoints.1.name': 'Galle' }, [field], today).faults,
  ).toEqual([
    { path: 'policy.return.dropOffPoints.1.address', reason: 'needed' },
    { path: 'policy.return.dropOffPoints.1.hours', reason: 'needed' },
  ])
})

test('advice cannot have been checked tomorrow', () => {
  const path = 'policy.reporting.debtAdvice'
  const typed = {
    [`${path}.0.name`]: 'Advice',
    [`${path}.0.phone`]: '119',
    [`${path}.0.checkedOn`]: '2030-01-02',
  }
  expect(read(typed, path).faults).toEqual([{ path: `${path}.0.checkedOn`, reason: 'in_future' }])
})

function returns() {
  return valueAt(givenSettings(), 'policy.return') as object
}
