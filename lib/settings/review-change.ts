import type { Database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import type { SettingsFault } from '#lib/domain/settings/fault.ts'
import { readTyped, type Typed, touchedFields } from '#lib/domain/settings/form.ts'
import type { SettingsGroup } from '#lib/domain/settings/groups.ts'
import {
  changesBetween,
  fieldsIn,
  firstOfEach,
  type SettingsChange,
  type SettingsValues,
  valueAt,
} from '#lib/domain/settings/record.ts'
import { checkedRows, hasChecks } from '#lib/domain/settings/rows.ts'
import { reachOf, settingsOf } from './settings-of.ts'
import { tryValues } from './try-values.ts'
import { settingsAt, versionsOf } from './versions.ts'

type TypedChange = {
  group: SettingsGroup
  seenVersion: number
  typed: Typed
  today: Temporal.PlainDate
  /** Who looked at what they write, by name. */
  by: string
}

export type Reviewed =
  | { outcome: 'ready'; values: SettingsValues; changes: SettingsChange[] }
  | { outcome: 'same' }
  | { outcome: 'refused'; faults: SettingsFault[] }
  /** The group was changed since it was read: by whom, and what. */
  | { outcome: 'stale'; meanwhile: Meanwhile[] }

export type Meanwhile = {
  version: number
  changedBy: string
  changedByName: string | null
  changedAt: Temporal.Instant
  changes: SettingsChange[]
}

/** What a form would change, before anything is changed. */
export async function reviewChange(
  db: Database,
  lender: Lender,
  { group, seenVersion, typed, today, by }: TypedChange,
): Promise<Reviewed> {
  const current = settingsOf(lender)
  const meanwhile = await changedSince(db, lender, { group, seenVersion })
  if (meanwhile.length > 0) return { outcome: 'stale', meanwhile }
  // What nobody changed stays as it is kept, also where a newer rule would refuse it.
  const touched = touchedFields(typed, current, fieldsIn(group, ...(await reachOf(db, lender))))
  const { values: read, faults } = readTyped(typed, touched, today)
  // Whoever writes the contacts anew has looked at them.
  const values = group === 'contacts' ? { ...read, helpCheckedOn: today.toString() } : read
  for (const field of touched)
    if (hasChecks(field)) {
      const { path } = field
      const rows = { rows: values[path] ?? [], before: valueAt(current, path) }
      values[path] = checkedRows(field, rows, { today, by })
    }
  const tried = tryValues(current, group, values)
  const all = firstOfEach([...faults, ...(tried.ok ? [] : tried.faults)])
  if (all.length > 0 || !tried.ok) return { outcome: 'refused', faults: all }
  const changes = changesBetween(current, tried.record, fieldsIn(group, current, tried.record))
  return changes.length > 0 ? { outcome: 'ready', values, changes } : { outcome: 'same' }
}

/** What happened to a group of settings after a version, newest first. */
async function changedSince(
  db: Database,
  lender: Lender,
  { group, seenVersion }: Pick<TypedChange, 'group' | 'seenVersion'>,
): Promise<Meanwhile[]> {
  if (seenVersion === lender.settingsVersion) return []
  const first = await settingsAt(db, lender.id, seenVersion)
  const newer = (await versionsOf(db, lender.id)).filter(({ version }) => version > seenVersion)
  return newer.flatMap(({ settings, ...rest }, index) => {
    const before = newer[index + 1]?.settings ?? first ?? settings
    const changes = changesBetween(before, settings, fieldsIn(group, before, settings))
    return changes.length > 0 ? [{ ...rest, changes }] : []
  })
}
