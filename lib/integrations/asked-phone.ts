import type { Database } from '#lib/db/client.ts'
import { lockFacts } from '#lib/lock-rules/lock-facts.ts'

/** A phone of a lender by either of its IMEIs, with what bears on its lock beside holds and the balance; undefined: not in this lender's book. */
export function phoneByImei(db: Database, lenderId: string, imei: string) {
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.providerDeviceId', 'devices.provider', 'devices.imei', 'devices.imei2'])
    .select(['devices.loanId', 'loans.loanNumber'])
    .select(lockFacts)
    .where('devices.lenderId', '=', lenderId)
    .where((eb) => eb.or([eb('devices.imei', '=', imei), eb('devices.imei2', '=', imei)]))
    .orderBy((eb) => eb('devices.imei', '=', imei), 'desc')
    .limit(1)
    .executeTakeFirst()
}
