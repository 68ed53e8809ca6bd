import { describe, expect, test } from 'vitest'
import {
  allFieldsIn,
  cellOf,
  changesBetween,
  checkRecord,
  type Json,
  type SettingsValues,
  valueAt,
  withValues,
} from '#lib/domain/settings/record.ts'
import { givenSettings } from './given-settings.ts'

const point = { name: 'Fort', address: '12 York Street', hours: '9–17' }
const other = { ...point, name: 'Kandy' }
const points = 'policy.return.dropOffPoints'
const record = withValues(givenSettings(), {
  'policy.partialUnlock': { installments: 1, days: 7 },
  'policy.worksWhileLocked': ['internet', 'emergency_calls'],
  [points]: [point, other],
})

function changed(values: SettingsValues) {
  return changesBetween(record, withValues(record, values), allFieldsIn(record)).map(
    ({ field }) => field.path,
  )
}

describe('what differs between two versions', () => {
  test.for<[what: string, values: SettingsValues, paths: string[]]>([
    ['nothing', {}, []],
    ['a word', { name: 'Norte' }, ['name']],
    [
      'an amount more',
      { 'policy.minimumPaymentMinor.LKR': '7' },
      ['policy.minimumPaymentMinor.LKR'],
    ],
    ['a tick', { 'policy.worksWhileLocked': ['internet'] }, ['policy.worksWhileLocked']],
    [
      'not the order of ticks',
      {
        'policy.worksWhileLocked': ['emergency_calls', 'internet'],
      },
      [],
    ],
    [
      'a value of a set, not the set',
      { 'policy.partialUnlock.days': 8 },
      ['policy.partialUnlock.days'],
    ],
    ['a cell of a row', { [points]: [point, { ...other, hours: '9–12' }] }, [points]],
    ['the order of rows', { [points]: [other, point] }, [points]],
    [
      'not the order in which a row is kept',
      {
        [points]: [Object.fromEntries(Object.entries(point).toReversed()), other],
      },
      [],
    ],
    ['a list that is none', { [points]: 'Fort' }, [points]],
    ['a list in place of a word', { name: ['Norte'] }, ['name']],
    ['ticks that are none', { 'policy.worksWhileLocked': 'internet' }, ['policy.worksWhileLocked']],
  ])('%s', ([, values, paths]) => expect(changed(values)).toEqual(paths))

  test('a set that an older version has not heard of', () => {
    const older = withValues(record, { 'policy.partialUnlock': undefined })
    const fields = allFieldsIn(record)
    expect(changesBetween(older, record, fields).map(({ field }) => field.path)).toContain(
      'policy.partialUnlock',
    )
    expect(changesBetween(older, older, fields)).toEqual([])
  })
})

test('a value can be put where nothing was', () => {
  const none = withValues(record, { 'policy.partialUnlock': null })
  const values = { 'policy.partialUnlock.days': 3 }
  expect(valueAt(withValues(none, values), 'policy.partialUnlock')).toEqual({ days: 3 })
  expect(valueAt(none, 'policy.partialUnlock')).toBeNull()
})

test('a cell is text, or nothing', () => {
  expect(cellOf({ name: 'Fort' }, 'name')).toBe('Fort')
  const others: Json[] = [null, 'Fort', 7, { length: 4 }, {}]
  for (const row of others) expect(cellOf(row, 'length')).toBe('')
  for (const row of [['Fort'], 'Fort']) expect(cellOf(row, '0')).toBe('')
})

describe('a fault', () => {
  const faultsWith = (values: SettingsValues) => {
    const checked = checkRecord(withValues(givenSettings(), values))
    return checked.ok ? [] : checked.faults
  }

  test.for<[path: string, value: SettingsValues[string], reason: string]>([
    ['name', undefined, 'needed'],
    ['helpPhone', 'call 119', 'not_a_number_to_call'],
    ['helpPhone', '119, ask for Ruwan', 'not_a_number_to_call'],
    ['accentColor', '#0b6e63ff', 'not_a_colour'],
    ['accentColor', 'a#0b6e63', 'not_a_colour'],
    ['policy.clearingDays.card', 3, 'choose_one'],
  ])('%s cannot be %o: %s', ([path, value, reason]) => {
    expect(faultsWith({ [path]: value })).toMatchObject([{ path, reason }])
  })

  test('says how many there may be, and of nothing else', () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ ...point, name: `${index}` }))
    expect(faultsWith({ [points]: many })).toStrictEqual([
      { path: points, reason: 'too_many', most: 50 },
    ])
    expect(faultsWith({ [points]: [point, point] })).toStrictEqual([
      { path: `${points}.1.name`, reason: 'twice' },
    ])
  })

  test('is none where what is usual is all that is promised', () => {
    expect(faultsWith({ 'policy.unlockUsualMinutes': 60 })).toEqual([])
  })
})
