import type { Database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { type SettingsRecord, toRecord } from '#lib/domain/settings/record.ts'
import type { Settings } from '#lib/domain/settings/settings.ts'

/** A lender's settings in force, as they are kept. */
export function settingsOf(lender: Lender): SettingsRecord {
  const { name, locale, currency, country, accentColor, mark } = lender
  const { helpPhone, helpEmail, helpHours, policy } = lender
  return toRecord({
    name,
    locale,
    currency,
    country,
    accentColor,
    mark,
    helpPhone,
    helpEmail,
    helpHours,
    helpCheckedOn: lender.helpCheckedOn?.toString() ?? null,
    statementDescriptor: lender.statementDescriptor,
    paymentMethods: lender.chosenMethods as Settings['paymentMethods'],
    policy,
  })
}

/** What a form has fields for: the settings in force, and each currency that the lender's loans are in. */
export async function reachOf(db: Database, lender: Lender): Promise<SettingsRecord[]> {
  const lent = await db
    .selectFrom('loans')
    .select('currency')
    .distinct()
    .where('lenderId', '=', lender.id)
    .orderBy('currency')
    .execute()
  return [settingsOf(lender), ...lent]
}
