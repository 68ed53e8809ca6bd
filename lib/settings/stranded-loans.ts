import type { Tx } from '#lib/db/transaction.ts'
import type { SettingsFault } from '#lib/domain/settings/fault.ts'
import type { SettingsRecord } from '#lib/domain/settings/record.ts'
import { waysToPay } from '#lib/gateways/psp/charge-limits.ts'

type Change = { lenderId: string; current: SettingsRecord; wanted: SettingsRecord }

/** The fault of payment methods by which loans that are open could not be paid any more. */
export async function strandedLoans(
  tx: Tx,
  { lenderId, current, wanted }: Change,
): Promise<SettingsFault[]> {
  const open = await tx
    .selectFrom('loans')
    .select('currency')
    .distinct()
    .where('lenderId', '=', lenderId)
    .where('outstandingMinor', '>', 0n)
    .orderBy('currency')
    .execute()
  const stranded = open
    .map(({ currency }) => currency)
    .filter((currency) => isPayable(current, currency) && !isPayable(wanted, currency))
  if (stranded.length === 0) return []
  return [{ path: 'paymentMethods', reason: 'loans_unpayable', among: stranded.join(', ') }]
}

function isPayable({ paymentMethods }: SettingsRecord, currency: string): boolean {
  return waysToPay(currency, paymentMethods as string[]).length > 0
}
