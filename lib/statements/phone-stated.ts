import type { Database } from '#lib/db/client.ts'

/** What a statement about a phone of this lender rests on. */
export function phoneStated(db: Database, lenderId: string, deviceId: string) {
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.id as deviceId', 'devices.brand', 'devices.model'])
    .select(['devices.imei', 'devices.imei2', 'devices.lockState', 'devices.lockStateAt'])
    .select(['devices.handedBackAt', 'loans.id as loanId'])
    .where('devices.lenderId', '=', lenderId)
    .where('devices.id', '=', deviceId)
    .executeTakeFirst()
}

export type PhoneStated = NonNullable<Awaited<ReturnType<typeof phoneStated>>>
