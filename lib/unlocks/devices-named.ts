import type { Tx } from '#lib/db/transaction.ts'

type NamedDevices = { lenderId: string; provider: string; providerDeviceIds: string[] }

/** Our devices by the provider's own ids, within one lender. */
export async function devicesNamed(
  tx: Tx,
  { lenderId, provider, providerDeviceIds }: NamedDevices,
): Promise<Map<string, string>> {
  if (providerDeviceIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('devices')
    .select(['id', 'providerDeviceId'])
    .where('lenderId', '=', lenderId)
    .where('provider', '=', provider)
    .where('providerDeviceId', 'in', providerDeviceIds)
    .execute()
  return new Map(rows.map(({ id, providerDeviceId }) => [providerDeviceId, id]))
}
