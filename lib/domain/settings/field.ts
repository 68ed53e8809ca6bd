import type { SettingsGroup } from './groups.ts'

export type Column = {
  name: string
  isOptional?: boolean
  /** Nobody types it: it follows from what is done. */
  isAutomatic?: boolean
  input?: 'tel' | 'url' | 'email'
} & ({ kind: 'line' | 'date' | 'time' } | { kind: 'choice'; options: readonly string[] })

export type FieldKind =
  | { kind: 'line'; input?: 'tel' | 'email'; ltr?: boolean; isOptional?: boolean }
  | { kind: 'colour' | 'yes_no' | 'date' }
  /** Words that may be left out; null where they are optional and left out. */
  | { kind: 'text'; isOptional?: boolean }
  | { kind: 'whole'; isOptional?: boolean }
  /** A whole hour of the day. */
  | { kind: 'hour' }
  | { kind: 'percent' }
  | { kind: 'amount'; currency: string }
  | { kind: 'choice' | 'ticks'; options: readonly string[] }
  /** A set of fields that is there or is not: without it the value is null. */
  | { kind: 'given' }
  | { kind: 'rows'; columns: readonly Column[] }

export type SettingsField = FieldKind & {
  group: SettingsGroup
  /** Where the value stands in the settings: `policy.plan.mostExtraMonths`. Also the name of its input. */
  path: string
  /** Its label among the messages. */
  label: string
  /** What of several the label speaks of: a currency, a language, a way of paying, a condition. */
  of?: string
  /** The `given` it belongs to. */
  within?: string
  /** Nobody types it: it follows from what is done. */
  isAutomatic?: boolean
}
