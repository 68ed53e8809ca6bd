import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { readClockTime } from '#lib/domain/opening-hours.ts'
import type { FaultReason, SettingsFault } from './fault.ts'
import type { Column, SettingsField } from './field.ts'
import { cellOf, type Json } from './record.ts'

type Typed = Record<string, string>
type TypedRow = Record<string, string>
export type RowsField = Extract<SettingsField, { kind: 'rows' }>

/** What is typed of a row. */
export function typedColumns({ columns }: Pick<RowsField, 'columns'>): Column[] {
  return columns.filter(({ isAutomatic }) => !isAutomatic)
}

/** The inputs of a list: `{path}.{row}.{column}`. */
export function typedRows(field: RowsField, value: Json | undefined) {
  const { path } = field
  const rows = Array.isArray(value) ? value : []
  return rows.flatMap((row, index) =>
    typedColumns(field).map(({ name }): [string, string] => [
      `${path}.${index}.${name}`,
      cellOf(row, name),
    ]),
  )
}

/** The rows of a list as they are typed, in their order. */
export function rowsOf(typed: Typed, field: RowsField): TypedRow[] {
  const { path } = field
  return indexesOf(typed, path).map((index) =>
    Object.fromEntries(
      typedColumns(field).map(({ name }) => [
        name,
        (typed[`${path}.${index}.${name}`] ?? '').trim(),
      ]),
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
    typedColumns(field).flatMap((column) => {
      const reason = whyNot(row[column.name] ?? '', column, today)
      return reason ? [{ path: `${field.path}.${index}.${column.name}`, reason }] : []
    }),
  )
  const filled = rows.map((row) =>
    Object.fromEntries(
      typedColumns(field).flatMap(({ name, kind }) => {
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
  const { path } = field
  const others = Object.entries(typed).filter(([name]) => !name.startsWith(`${path}.`))
  const cells = rows.flatMap((row, index) =>
    typedColumns(field).map(({ name }): [string, string] => [
      `${path}.${index}.${name}`,
      row[name] ?? '',
    ]),
  )
  return Object.fromEntries([...others, ...cells])
}

/** A list in which each row says when somebody has looked at it, and who. */
export function hasChecks(field: SettingsField): field is RowsField & SettingsField {
  return field.kind === 'rows' && field.columns.some(({ name }) => name === 'checkedBy')
}

type RowCheck = { today: Temporal.PlainDate; by: string }

/**
 * Rows as they are kept where each says when it was checked and by whom: whoever writes a row anew has looked at it, and one
 * that stays as it was keeps its day.
 */
export function checkedRows(
  field: RowsField,
  { rows, before }: { rows: Json; before: Json | undefined },
  { today, by }: RowCheck,
): Json {
  if (!Array.isArray(rows)) return rows
  const known = Array.isArray(before) ? before : []
  const said = (row: Json) =>
    JSON.stringify(typedColumns(field).map(({ name }) => cellOf(row, name)))
  return rows.map(
    (row) =>
      known.find((one) => said(one) === said(row)) ?? {
        ...Object(row),
        checkedOn: today.toString(),
        checkedBy: by,
      },
  )
}
