import { paymentMethods, worksIn } from '#lib/domain/money/payment-methods.ts'
import type { FaultReason, SettingsFault } from './fault.ts'
import type { SettingsField } from './field.ts'
import { amountPaths, settingsFields } from './fields.ts'
import type { SettingsGroup } from './groups.ts'
import { type Settings, settingsSchema, settingsShape } from './settings.ts'

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Settings as they are kept: JSON, amounts as digits. Older ones may lack what came later. */
export type SettingsRecord = { [name: string]: Json }

/** The new values of some settings by path; null and undefined differ: undefined takes a value away. */
export type SettingsValues = Record<string, Json | undefined>

export type Checked = { ok: true; record: SettingsRecord } | { ok: false; faults: SettingsFault[] }

export function toRecord(settings: Settings): SettingsRecord {
  return JSON.parse(
    JSON.stringify(settings, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  )
}

/** Whether these settings may be kept. The record in the answer is the one to keep. */
export function checkRecord(record: SettingsRecord): Checked {
  const { data, error } = settingsSchema.safeParse(record)
  if (data) return { ok: true, record: toRecord(data) }
  return { ok: false, faults: firstOfEach(error.issues.map(faultOf)) }
}

/** The same with each value as it is kept, as far as each is right alone. */
export function shapedRecord(record: SettingsRecord): SettingsRecord {
  const { data } = settingsShape.safeParse(record)
  return data ? toRecord(data) : record
}

/** One fault for each value: the first says enough. */
export function firstOfEach(faults: readonly SettingsFault[]): SettingsFault[] {
  return [...new Map(faults.toReversed().map((fault) => [fault.path, fault])).values()].toReversed()
}

export function valueAt(record: SettingsRecord, path: string): Json | undefined {
  let value: Json | undefined = record
  for (const name of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
    value = value[name]
  }
  return value
}

/** The record with these values put in; the one given stays as it is. */
export function withValues(record: SettingsRecord, values: SettingsValues): SettingsRecord {
  const changed = structuredClone(record)
  for (const [path, value] of Object.entries(values)) setAt(changed, path, value)
  return changed
}

function setAt(record: SettingsRecord, path: string, value: Json | undefined): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let place = record
  for (const name of names) {
    const next = place[name]
    const isPlace = next !== null && typeof next === 'object' && !Array.isArray(next)
    if (!isPlace && value === undefined) return
    const inside = isPlace ? next : {}
    place[name] = inside
    place = inside
  }
  if (value === undefined) delete place[last]
  else place[last] = value
}

/** The fields of a group that these records can fill: one for each currency any of them names. */
export function fieldsIn(group: SettingsGroup, ...records: SettingsRecord[]): SettingsField[] {
  return allFieldsIn(...records).filter((field) => field.group === group)
}

export function allFieldsIn(...records: SettingsRecord[]): SettingsField[] {
  const currencies = [...new Set(records.flatMap(currenciesIn))]
  const inUse = new Set(records.flatMap(methodsIn))
  const methods = paymentMethods.filter(
    (method) => inUse.has(method) || currencies.some((currency) => worksIn(method, currency)),
  )
  return settingsFields({ currencies, methods })
}

/** The lender's own currency first, then every other that has an amount. */
function currenciesIn(record: SettingsRecord): string[] {
  const named = amountPaths.flatMap((path) => Object.keys(Object(valueAt(record, path))))
  return [...new Set([String(record.currency), ...named])]
}

function methodsIn(record: SettingsRecord): string[] {
  const offered = Object.values(Object(record.paymentMethods)).map(String)
  const named = Object.keys(Object(valueAt(record, 'policy.clearingDays')))
  return [...offered, ...named]
}

export type SettingsChange = {
  field: SettingsField
  before: Json | undefined
  after: Json | undefined
}

/** What differs between two versions, field by field. */
export function changesBetween(
  before: SettingsRecord,
  after: SettingsRecord,
  fields: readonly SettingsField[],
): SettingsChange[] {
  return fields
    .map((field) => ({
      field,
      before: valueAt(before, field.path),
      after: valueAt(after, field.path),
    }))
    .filter(
      (change) => identity(change.field, change.before) !== identity(change.field, change.after),
    )
}

// Two lists of ticks are the same in any order, two rows whatever order their columns are kept in.
function identity(field: SettingsField, value: Json | undefined): string {
  if (value === undefined) return ''
  if (field.kind === 'given') return String(value !== null)
  if (field.kind === 'ticks' && Array.isArray(value)) return JSON.stringify(value.toSorted())
  if (field.kind !== 'rows' || !Array.isArray(value)) return JSON.stringify(value)
  return JSON.stringify(value.map((row) => field.columns.map(({ name }) => cellOf(row, name))))
}

export function cellOf(row: Json, name: string): string {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return ''
  const cell = row[name]
  return typeof cell === 'string' ? cell : ''
}

type Issue = {
  code?: string | undefined
  path: PropertyKey[]
  params?: unknown
  origin?: string
  format?: string
  minimum?: number | bigint
  maximum?: number | bigint
}

function faultOf(issue: Issue): SettingsFault {
  const path = issue.path.join('.')
  const { minimum, maximum } = issue
  if (issue.code === 'custom') {
    const { reason, most } = Object(issue.params) as { reason: FaultReason; most?: number }
    return { path, reason, ...(most === undefined ? {} : { most }) }
  }
  const reason = reasonOf(issue)
  if (reason === 'too_small' || reason === 'too_short')
    return { path, reason, least: Number(minimum) }
  return { path, reason, ...(maximum === undefined ? {} : { most: Number(maximum) }) }
}

const formats: Record<string, FaultReason> = {
  email: 'not_email',
  url: 'not_url',
  date: 'not_date',
}

function reasonOf({ code, origin, format = '', minimum, path }: Issue): FaultReason {
  if (code === 'too_small' && origin === 'array') return 'choose_one'
  if (code === 'too_small' && origin === 'string')
    return Number(minimum) > 1 ? 'too_short' : 'needed'
  if (code === 'too_big' && origin === 'array') return 'too_many'
  if (code === 'too_big' && origin === 'string') return 'too_long'
  if (code === 'too_small' || code === 'too_big') return code
  if (code === 'invalid_format')
    return path[0] === 'accentColor' ? 'not_a_colour' : (formats[format] ?? 'not_allowed')
  return code === 'invalid_value' ? 'choose_one' : 'needed'
}
