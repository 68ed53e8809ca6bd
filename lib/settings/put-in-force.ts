import type { Tx } from '#lib/db/transaction.ts'
import type { SettingsRecord } from '#lib/domain/settings/record.ts'
import type { Settings } from '#lib/domain/settings/settings.ts'

/** Copies a version into the lender's row, from which everything reads. */
export async function putInForce(
  tx: Tx,
  lenderId: string,
  { record, version }: { record: SettingsRecord; version: number },
): Promise<void> {
  const { currency: _, policy, helpCheckedOn, ...rest } = record as unknown as Settings
  await tx
    .updateTable('lenders')
    .set({
      ...rest,
      policy: JSON.stringify(policy),
      helpCheckedOn: helpCheckedOn === null ? null : Temporal.PlainDate.from(helpCheckedOn),
      settingsVersion: version,
    })
    .where('id', '=', lenderId)
    .execute()
}
