import type { SettingsFault } from '#lib/domain/settings/fault.ts'
import type { SettingsGroup } from '#lib/domain/settings/groups.ts'
import {
  type Checked,
  changesBetween,
  checkRecord,
  fieldsIn,
  type SettingsRecord,
  type SettingsValues,
  shapedRecord,
  valueAt,
  withValues,
} from '#lib/domain/settings/record.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'

/**
 * The settings with new values in one group, checked as a whole. What was wrong before and is not changed now does not
 * stand in the way: a newer rule is told where the setting that it is about is edited.
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
  const changed = changesBetween(current, record, fields).map(({ field }) => field.path)
  const old = new Set(faultsIn(current, checkRecord(current)).map(nameOf))
  const faults = faultsIn(record, checked).filter(
    (fault) => isAmong(changed, fault) || !old.has(nameOf(fault)),
  )
  if (faults.length > 0) return { ok: false, faults }
  return checked.ok ? checked : { ok: true, record: shapedRecord(record) }
}

function faultsIn(record: SettingsRecord, checked: Checked): SettingsFault[] {
  return checked.ok ? minimumsNobodyPays(record) : checked.faults
}

// A smallest payment that is larger than the largest.
function minimumsNobodyPays(record: SettingsRecord): SettingsFault[] {
  const minimums = valueAt(record, 'policy.minimumPaymentMinor')
  return Object.entries(Object(minimums)).flatMap(([currency, amount]) => {
    const most = chargeLimits(currency, record.paymentMethods as string[])?.maximumMinor
    if (most === undefined || BigInt(String(amount)) <= most) return []
    const path = `policy.minimumPaymentMinor.${currency}`
    return [{ path, reason: 'more_than_a_payment' as const }]
  })
}

function nameOf({ path, reason }: SettingsFault): string {
  return `${path} ${reason}`
}

// A fault in a list stands at its row: `policy.return.dropOffPoints.0.name`.
function isAmong(paths: string[], { path }: SettingsFault): boolean {
  return paths.some((own) => path === own || path.startsWith(`${own}.`))
}
