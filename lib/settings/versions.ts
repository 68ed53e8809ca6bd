import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { SettingsRecord } from '#lib/domain/settings/record.ts'

type NewVersion = {
  lenderId: string
  /** The version in force until now, and what it says. */
  version: number
  before: SettingsRecord
  record: SettingsRecord
  changedBy: string
  approvalId?: string | undefined
  now: Temporal.Instant
}

/** Keeps new settings as the next version; before the very first change also what was there, as version 1. */
export async function writeVersion(tx: Tx, change: NewVersion): Promise<number> {
  const { lenderId, before, record, changedBy, approvalId, now } = change
  const isFirst = change.version === 0
  if (isFirst) await keepFirst(tx, lenderId, before)
  const version = isFirst ? 2 : change.version + 1
  await tx
    .insertInto('settingsVersions')
    .values({
      lenderId,
      version,
      settings: JSON.stringify(record),
      changedBy,
      changedAt: now,
      approvalId: approvalId ?? null,
    })
    .execute()
  return version
}

/** What a lender began with, kept with the time it was made. */
export async function keepFirst(tx: Tx, lenderId: string, record: SettingsRecord): Promise<void> {
  await tx
    .insertInto('settingsVersions')
    .columns(['lenderId', 'version', 'settings', 'changedBy', 'changedAt'])
    .expression((from) =>
      from
        .selectFrom('lenders')
        .select((is) => [
          'id',
          is.val(1).as('version'),
          is.cast(is.val(JSON.stringify(record)), 'jsonb').as('settings'),
          is.val('keyturn').as('changedBy'),
          'createdAt',
        ])
        .where('id', '=', lenderId),
    )
    .execute()
}

/** A lender's settings as they were in a version; undefined when there was none. Before any change, 0 is the first. */
export async function settingsAt(
  db: Database,
  lenderId: string,
  version: number,
): Promise<SettingsRecord | undefined> {
  const row = await db
    .selectFrom('settingsVersions')
    .select('settings')
    .where('lenderId', '=', lenderId)
    .where('version', '=', Math.max(version, 1))
    .executeTakeFirst()
  return row?.settings as SettingsRecord | undefined
}

export type SettingsVersion = {
  version: number
  settings: SettingsRecord
  changedBy: string
  changedAt: Temporal.Instant
  /** Who of the staff it was, and who agreed, by name. */
  changedByName: string | null
  approvedByName: string | null
}

/** Every version of a lender's settings, newest first. */
export async function versionsOf(db: Database, lenderId: string): Promise<SettingsVersion[]> {
  const rows = await db
    .selectFrom('settingsVersions')
    .leftJoin('approvals', 'approvals.id', 'settingsVersions.approvalId')
    .leftJoin('staff as decider', 'decider.id', 'approvals.decidedBy')
    .leftJoin('staff as changer', (join) =>
      join.on((is) => is('settingsVersions.changedBy', '=', sql<string>`'staff:' || changer.id`)),
    )
    .select([
      'settingsVersions.version',
      'settingsVersions.settings',
      'settingsVersions.changedBy',
      'settingsVersions.changedAt',
      'changer.name as changedByName',
      'decider.name as approvedByName',
    ])
    .where('settingsVersions.lenderId', '=', lenderId)
    .orderBy('settingsVersions.version', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ settings, ...row }) => ({ ...row, settings: settings as SettingsRecord }))
}
