import { writeAuditLog } from '#lib/db/audit-log.ts'
import { type Lender, lenderColumns, toLender } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { SettingsFault } from '#lib/domain/settings/fault.ts'
import type { SettingsGroup } from '#lib/domain/settings/groups.ts'
import { changesBetween, fieldsIn, type SettingsValues } from '#lib/domain/settings/record.ts'
import { putInForce } from './put-in-force.ts'
import { settingsOf } from './settings-of.ts'
import { strandedLoans } from './stranded-loans.ts'
import { tryValues } from './try-values.ts'
import { settingsAt, writeVersion } from './versions.ts'

export type SettingsChangeRequest = {
  lenderId: string
  group: SettingsGroup
  /** The version the form was read at. */
  seenVersion: number
  values: SettingsValues
  /** `staff:{id}`: who wanted it. */
  changedBy: string
  approvalId?: string | undefined
  now: Temporal.Instant
}

export type SettingsChanged =
  | { outcome: 'changed'; version: number }
  | { outcome: 'same' }
  /** Somebody changed the same group since it was read. */
  | { outcome: 'stale'; version: number }
  | { outcome: 'refused'; faults: SettingsFault[] }

/** Puts new values of one group into force as a new version, unless somebody was faster or they are not valid. */
export async function changeSettings(
  tx: Tx,
  change: SettingsChangeRequest,
): Promise<SettingsChanged> {
  const { lenderId, group, seenVersion } = change
  const lender = await lockSettings(tx, lenderId)
  const current = settingsOf(lender)
  const version = lender.settingsVersion
  const seen = seenVersion === version ? current : await settingsAt(tx, lenderId, seenVersion)
  const isStale = !seen || changesBetween(seen, current, fieldsIn(group, seen, current)).length > 0
  if (isStale) return { outcome: 'stale', version }
  const tried = tryValues(current, group, change.values)
  if (!tried.ok) return { outcome: 'refused', faults: tried.faults }
  const faults = await strandedLoans(tx, { lenderId, current, wanted: tried.record })
  if (faults.length > 0) return { outcome: 'refused', faults }
  const changes = changesBetween(current, tried.record, fieldsIn(group, current, tried.record))
  if (changes.length === 0) return { outcome: 'same' }
  const { record } = tried
  const written = await writeVersion(tx, { ...change, before: current, version, record })
  await putInForce(tx, lenderId, { record, version: written })
  await writeAuditLog(tx, {
    lenderId,
    actor: change.changedBy,
    action: 'settings.changed',
    subject: 'settings',
    subjectId: lenderId,
    detail: {
      version: written,
      group,
      fields: changes.map(({ field }) => field.path).join(' '),
      ...(change.approvalId && { approval: change.approvalId }),
    },
  })
  return { outcome: 'changed', version: written }
}

// Two changes wait for each other, but nothing else that belongs to the lender waits for them.
async function lockSettings(tx: Tx, lenderId: string): Promise<Lender> {
  const row = await tx
    .selectFrom('lenders')
    .select(lenderColumns)
    .where('id', '=', lenderId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return toLender(row)
}
