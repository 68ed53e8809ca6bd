import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { readClockTime } from '#lib/domain/opening-hours.ts'
import type { FaultReason, SettingsFault } from './fault.ts'
import type { Column, SettingsField } from './field.ts'
import { cellOf, type Json } from './record.ts'

type Typed = Record<string, string>
type TypedRow = Record<string, string>
export type RowsField = Extract<SettingsField, { kind: 'rows' }>

/** The inputs of a list: `{path}.{row}.{column}`. */
export function typedRows({ path, columns }: RowsField, value: Json | undefined) {
  const rows = Array.isArray(value) ? value : []
  return rows.flatMap((row, index) =>
    columns.map(({ name }): [string, string] => [`${path}.${index}.${name}`, cellOf(row, name)]),
  )
}

/** The rows of a list as they are typed, in their order. */
export function rowsOf(typed: Typed, { path, columns }: RowsField): TypedRow[] {
  return indexesOf(typed, path).map((index) =>
    Object.fromEntries(
      columns.map(({ name }) => [name, (typed[`${path}.${index}.${name}`] ?? '').trim()]),
    ),
  )
}

function indexesOf(typed: Typed, path: string): number[] {
  const indexes = Object.keys(typed)
    .filter((name) => name.startsWith(`${path}.`))
    .map((name) => Number(name.slice(path.length + 1).split('.')[0]))
  return [...new Set(indexes)].toSorted((a, b) => a - b)
}

export function readRows(
  typed: Typed,
  field: RowsField,
  today: Temporal.PlainDate,
): { rows: Json[]; faults: SettingsFault[] } {
  const rows = rowsOf(typed, field)
  const faults = rows.flatMap((row, index) =>
    field.columns.flatMap((column) => {
      const reason = whyNot(row[column.name] ?? '', column, today)
      return reason ? [{ path: `${field.path}.${index}.${column.name}`, reason }] : []
    }),
  )
  const filled = rows.map((row) =>
    Object.fromEntries(
      field.columns.flatMap(({ name, kind }) => {
        const text = row[name] ?? ''
        return text === '' ? [] : [[name, kind === 'time' ? (timeOf(text) ?? text) : text]]
      }),
    ),
  )
  return { rows: filled, faults }
}

// Digits of any script, as they are typed.
function timeOf(text: string): string | undefined {
  return readClockTime(toWesternDigits(text))
}

function whyNot(
  text: string,
  { kind, isOptional }: Column,
  today: Temporal.PlainDate,
): FaultReason | undefined {
  if (text === '') return isOptional ? undefined : 'needed'
  if (kind === 'time') return timeOf(text) ? undefined : 'not_time'
  // Checked in days to come, it would stay valid too long.
  const isDay = kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(text)
  return isDay && text > today.toString() ? 'in_future' : undefined
}

/** The same form with the list's rows numbered from nought, and those in which nothing stands left out. */
export function withoutEmptyRows(typed: Typed, field: RowsField): Typed {
  const rows = rowsOf(typed, field)
  const filled = rows.filter((row) => Object.values(row).some((text) => text !== ''))
  return withRows(typed, field, filled)
}

export function withNewRow(typed: Typed, field: RowsField): Typed {
  return withRows(typed, field, [...rowsOf(typed, field), {}])
}

export function withoutRow(typed: Typed, field: RowsField, index: number): Typed {
  return withRows(typed, field, rowsOf(typed, field).toSpliced(index, 1))
}

function withRows(typed: Typed, field: RowsField, rows: readonly TypedRow[]): Typed {
  const { path, columns } = field
  const others = Object.entries(typed).filter(([name]) => !name.startsWith(`${path}.`))
  const cells = rows.flatMap((row, index) =>
    columns.map(({ name }): [string, string] => [`${path}.${index}.${name}`, row[name] ?? '']),
  )
  return Object.fromEntries([...others, ...cells])
}
