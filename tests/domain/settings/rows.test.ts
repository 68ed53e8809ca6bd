import { expect, test } from 'vitest'
import { readTyped, typedOf } from '#lib/domain/settings/form.ts'
import { allFieldsIn } from '#lib/domain/settings/record.ts'
import {
  type RowsField,
  rowsOf,
  withNewRow,
  withoutEmptyRows,
  withoutRow,
} from '#lib/domain/settings/rows.ts'
import { givenSettings } from './given-settings.ts'

const today = Temporal.PlainDate.from('2030-01-01')
const points = 'policy.return.dropOffPoints'
const advice = 'policy.reporting.debtAdvice'
const help = 'policy.hours.help'

function listAt(path: string): RowsField {
  const field = allFieldsIn(givenSettings()).find((one) => one.path === path)
  if (field?.kind !== 'rows') throw new Error('no list')
  return field
}

function readRow(path: string, row: object) {
  const entries = Object.entries(row).map(([name, text]) => [`${path}.0.${name}`, text])
  return readTyped(Object.fromEntries(entries), [listAt(path)], today)
}

const named = (index: number, name: string) => ({ [`${advice}.${index}.name`]: name })

test('rows are added, taken away and numbered anew; what stands in the others stays', () => {
  const field = listAt(points)
  const fort = { name: 'Fort', address: '12 York Street', hours: '9–17' }
  const kept = { policy: { return: { dropOffPoints: [fort, { ...fort, name: 'Kandy' }] } } }
  const typed = typedOf(kept, [field])
  const more = withNewRow(typed, field)
  expect(more[`${points}.2.name`]).toBe('')
  expect(withoutEmptyRows(more, field)).toEqual(typed)
  const fewer = withoutRow(more, field, 0)
  expect(fewer[`${points}.0.name`]).toBe('Kandy')
  expect(fewer[`${points}.1.name`]).toBe('')
  expect(readTyped({ ...fewer, [`${points}.1.name`]: 'Galle' }, [field], today).faults).toEqual([
    { path: `${points}.1.address`, reason: 'needed' },
  ])
})

test('rows are in the order of their numbers, without the spaces around what was typed', () => {
  const typed = { ...named(10, 'ten'), ...named(9, ' nine '), ...named(2, 'two') }
  const rows = rowsOf(typed, listAt(advice))
  expect(rows.map(({ name }) => name)).toEqual(['two', 'nine', 'ten'])
  expect(rows[0]).toEqual({ name: 'two', phone: '', url: '', hours: '', checkedOn: '' })
})

test('rows leave the rest of the form as it is, and stay when anything stands in them', () => {
  const typed = { name: 'Serendib', ...named(0, ''), ...named(1, 'one') }
  expect(withoutEmptyRows(typed, listAt(advice))).toMatchObject({
    name: 'Serendib',
    ...named(0, 'one'),
  })
})

test.for<[what: string, row: object]>([
  ['checked today', { checkedOn: '2030-01-01' }],
  ['a name that is a day', { name: '2031-01-01' }],
  ['no day at all', { checkedOn: 'on 2031-01-01' }],
  ['more than a day', { checkedOn: '2031-01-01 or so' }],
])('%s is for the schema to judge', ([, row]) => {
  const typed = { name: 'Advice', checkedOn: '2029-12-31', ...row }
  expect(readRow(advice, typed).faults).toEqual([])
})

test('advice cannot have been checked tomorrow', () => {
  const typed = { name: 'Advice', phone: '119', checkedOn: '2030-01-02' }
  expect(readRow(advice, typed).faults).toEqual([
    { path: `${advice}.0.checkedOn`, reason: 'in_future' },
  ])
})

const allDay = { fromDay: 'mon', toDay: 'fri', opens: '00:00', closes: '00:00' }

test.for<[typed: string, time: string]>([
  ['9', '09:00'],
  ['9.30', '09:30'],
  [' 17:05 ', '17:05'],
  ['٩:٣٠', '09:30'],
])('an hour typed as %o is kept as %s', ([opens, time]) => {
  expect(readRow(help, { ...allDay, opens })).toEqual({
    values: { [help]: [{ ...allDay, opens: time }] },
    faults: [],
  })
})

test.for(['noon', '24:00', '9:60'])('an hour typed as %o is refused as it stands', (closes) => {
  expect(readRow(help, { ...allDay, closes })).toEqual({
    values: { [help]: [{ ...allDay, closes }] },
    faults: [{ path: `${help}.0.closes`, reason: 'not_time' }],
  })
})
