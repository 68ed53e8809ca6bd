import type { SettingsFault } from '#lib/domain/settings/fault.ts'
import type { SettingsGroup } from '#lib/domain/settings/groups.ts'
import {
  type Checked,
  checkRecord,
  fieldsIn,
  type SettingsRecord,
  type SettingsValues,
  withValues,
} from '#lib/domain/settings/record.ts'

/**
 * The settings with new values in one group, checked as a whole. What was wrong elsewhere before does not stand in
 * the way: else two old faults in two groups could never be mended.
 */
export function tryValues(
  current: SettingsRecord,
  group: SettingsGroup,
  values: SettingsValues,
): Checked {
  const fields = fieldsIn(group, current, withValues(current, values))
  const own = fields.map(({ path }) => path)
  const known = Object.entries(values).filter(([path]) => own.includes(path))
  const record = withValues(current, Object.fromEntries(known))
  const checked = checkRecord(record)
  if (checked.ok) return checked
  const before = checkRecord(current)
  const old = new Set(before.ok ? [] : before.faults.map(nameOf))
  const faults = checked.faults.filter((fault) => isAmong(own, fault) || !old.has(nameOf(fault)))
  return faults.length > 0 ? { ok: false, faults } : { ok: true, record }
}

function nameOf({ path, reason }: SettingsFault): string {
  return `${path} ${reason}`
}

// A fault in a list stands at its row: `policy.return.dropOffPoints.0.name`.
function isAmong(paths: string[], { path }: SettingsFault): boolean {
  return paths.some((own) => path === own || path.startsWith(`${own}.`))
}
