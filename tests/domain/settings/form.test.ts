import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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
import { rowsOf, withNewRow, withoutEmptyRows, withoutRow } from '#lib/domain/settings/rows.ts'
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
  ).toEqual([{ path: 'policy.return.dropOffPoints.1.address', reason: 'needed' }])
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

describe('the rows of a list', () => {
  const path = 'policy.reporting.debtAdvice'
  const field = fieldsIn('reporting', givenSettings()).find((one) => one.kind === 'rows')
  if (field?.kind !== 'rows') throw new Error('no list')
  const named = (index: number, name: string) => ({ [`${path}.${index}.name`]: name })

  test('are in the order of their numbers, without the spaces around what was typed', () => {
    const typed = { ...named(10, 'ten'), ...named(9, ' nine '), ...named(2, 'two') }
    const rows = rowsOf(typed, field)
    expect(rows.map(({ name }) => name)).toEqual(['two', 'nine', 'ten'])
    expect(rows[0]).toEqual({ name: 'two', phone: '', url: '', hours: '', checkedOn: '' })
  })

  test('leave the rest of the form as it is, and stay when anything stands in them', () => {
    const typed = { name: 'Serendib', ...named(0, ''), ...named(1, 'one') }
    expect(withoutEmptyRows(typed, field)).toMatchObject({ name: 'Serendib', ...named(0, 'one') })
  })

  test.for<[what: string, row: object, faults: object[]]>([
    ['checked today', { checkedOn: '2030-01-01' }, []],
    ['a name that is a day', { name: '2031-01-01' }, []],
    ['no day at all', { checkedOn: 'on 2031-01-01' }, []],
    ['more than a day', { checkedOn: '2031-01-01 or so' }, []],
  ])('%s is for the schema to judge', ([, row, faults]) => {
    const typed = { name: 'Advice', checkedOn: '2029-12-31', ...row }
    const entries = Object.entries(typed).map(([name, text]) => [`${path}.0.${name}`, text])
    expect(readTyped(Object.fromEntries(entries), [field], today).faults).toEqual(faults)
  })
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
