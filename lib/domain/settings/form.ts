import { parseWhole, toWesternDigits } from '#lib/domain/identity/digits.ts'
import { parseAmount, toDecimal } from '#lib/domain/money/money.ts'
import type { FaultReason, SettingsFault } from './fault.ts'
import type { SettingsField } from './field.ts'
import { type Json, type SettingsRecord, type SettingsValues, valueAt } from './record.ts'
import { readRows, typedRows } from './rows.ts'

/** What stands in a form, by the name of the input. A box that is not ticked has no entry. */
export type Typed = Record<string, string>

export const ticked = 'on'

/** The form of settings as they are. */
export function typedOf(record: SettingsRecord, fields: readonly SettingsField[]): Typed {
  const entries = fields
    .filter((field) => !field.isAutomatic)
    .flatMap((field) => entriesOf(field, valueAt(record, field.path)))
  return Object.fromEntries(entries)
}

function entriesOf(field: SettingsField, value: Json | undefined): [string, string][] {
  const { path } = field
  switch (field.kind) {
    case 'given':
    case 'yes_no':
      return value ? [[path, ticked]] : []
    case 'ticks':
      return Array.isArray(value) ? value.map((option) => [`${path}.${option}`, ticked]) : []
    case 'rows':
      return typedRows(field, value)
    case 'amount':
      return [[path, value === undefined ? '' : amountText(value, field.currency)]]
    default:
      return [[path, value === undefined || value === null ? '' : String(value)]]
  }
}

function amountText(value: Json, currency: string): string {
  return toDecimal({ amountMinor: BigInt(String(value)), currency })
}

/** The fields in which something else stands than the form was filled with: only these were changed by anybody. */
export function touchedFields(
  typed: Typed,
  record: SettingsRecord,
  fields: readonly SettingsField[],
): SettingsField[] {
  const own = (field: SettingsField) => {
    const isList = field.kind === 'ticks' || field.kind === 'rows'
    const entries = Object.entries(typed).filter(
      ([name]) => name === field.path || (isList && name.startsWith(`${field.path}.`)),
    )
    return sameOrder(entries.map(([name, text]) => [name, text.trim()]))
  }
  const touched = new Set(
    fields
      .filter((field) => !field.isAutomatic)
      .filter((field) => own(field) !== sameOrder(entriesOf(field, valueAt(record, field.path))))
      .map(({ path }) => path),
  )
  return fields.filter(({ path, within }) => touched.has(path) || touched.has(within ?? ''))
}

function sameOrder(entries: readonly (readonly string[])[]): string {
  return JSON.stringify(entries.filter(([, text]) => text !== '').toSorted())
}

export type Read = { values: SettingsValues; faults: SettingsFault[] }

/** What was typed, as values; what cannot be understood is named. Whether the values are allowed is for the schema. */
export function readTyped(
  typed: Typed,
  fields: readonly SettingsField[],
  today: Temporal.PlainDate,
): Read {
  const read: Read = { values: {}, faults: [] }
  for (const field of fields) {
    if (field.isAutomatic || (field.within && !typed[field.within])) continue
    const { path } = field
    if (field.kind === 'rows') {
      const { rows, faults } = readRows(typed, field, today)
      read.values[path] = rows
      read.faults.push(...faults)
      continue
    }
    const answer = readField(typed, field)
    if (isReason(answer)) read.faults.push({ path, reason: answer.reason })
    else read.values[path] = answer.value
  }
  return read
}

type Answer = { value: Json | undefined } | { reason: FaultReason }
type Single = Exclude<SettingsField, { kind: 'rows' }>

function isReason(answer: Answer): answer is { reason: FaultReason } {
  return 'reason' in answer
}

function readField(typed: Typed, field: Single): Answer {
  const { path } = field
  const text = (typed[path] ?? '').trim()
  switch (field.kind) {
    case 'given':
      return { value: typed[path] ? {} : null }
    case 'yes_no':
      return { value: typed[path] === ticked }
    case 'ticks':
      return { value: field.options.filter((option) => typed[`${path}.${option}`]) }
    case 'whole':
      return field.isOptional && !text ? nothing : understood(parseWhole(text), text, 'not_whole')
    case 'hour':
      return understood(hourOf(text), text, 'not_hour')
    case 'percent':
      return understood(percentOf(text), text, 'not_number')
    case 'amount':
      return text ? understood(minorOf(text, field.currency), text, 'not_amount') : nothing
    case 'line':
      return { value: field.isOptional && !text ? null : text }
    case 'text':
      if (!text) return field.isOptional ? { value: null } : nothing
      return { value: text.replace(/\s+/g, ' ') }
    default:
      return { value: field.kind === 'colour' ? text.toLowerCase() : text }
  }
}

const nothing: Answer = { value: undefined }

function understood(value: Json | undefined, text: string, reason: FaultReason): Answer {
  if (value !== undefined) return { value }
  return { reason: text === '' ? 'needed' : reason }
}

// 8, 08:00 and 8.00 are one hour; half past is none.
function hourOf(text: string): number | undefined {
  return parseWhole(
    text
      .normalize('NFKC')
      .replace(/[:.]\p{Nd}{2}$/u, (minutes) => (parseWhole(minutes.slice(1)) === 0 ? '' : minutes)),
  )
}

function percentOf(text: string): number | undefined {
  const plain = toWesternDigits(text)
    .replace(/\s*[%٪]$/, '')
    .replace(/[,٫]/, '.')
  return /^\d{1,9}(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

function minorOf(text: string, currency: string): string | undefined {
  // The form was filled with a decimal point, whatever the language.
  return parseAmount(text, currency, 'en')?.toString()
}
