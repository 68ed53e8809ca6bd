import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'

/** What a statement about a phone of this lender rests on, its row held until the transaction ends. */
export function lockPhoneStated(tx: Tx, lenderId: string, deviceId: string) {
  return phones(tx, lenderId)
    .where('devices.id', '=', deviceId)
    .forNoKeyUpdate('devices')
    .executeTakeFirst()
}

/** The same to be looked at. */
export function phoneStated(db: Database, lenderId: string, deviceId: string) {
  return phones(db, lenderId).where('devices.id', '=', deviceId).executeTakeFirst()
}

export type PhoneStated = NonNullable<Awaited<ReturnType<typeof phoneStated>>>

function phones(db: Database, lenderId: string) {
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.id as deviceId', 'devices.brand', 'devices.model'])
    .select(['devices.imei', 'devices.imei2', 'devices.lockState', 'devices.lockStateAt'])
    .select(['devices.handedBackAt', 'loans.id as loanId', 'loans.outstandingMinor'])
    .where('devices.lenderId', '=', lenderId)
}
