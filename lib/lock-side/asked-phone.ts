import type { Database } from '#lib/db/client.ts'

/** A phone of a lender by either of its IMEIs, with what bears on its lock beside holds and books; undefined: not in this lender's book. */
export function phoneByImei(db: Database, lenderId: string, imei: string) {
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.providerDeviceId', 'devices.provider', 'devices.imei', 'devices.imei2'])
    .select(['devices.loanId', 'devices.lockState', 'loans.loanNumber'])
    .select((eb) => [
      // A hold speaks for itself: once it has ended, what it asked for does not count.
      eb
        .selectFrom('unlocks')
        .select((max) => max.fn.max('unlocks.relockAt').as('openUntil'))
        .whereRef('unlocks.deviceId', '=', 'devices.id')
        .where('unlocks.cause', 'in', ['payment', 'staff', 'plan', 'return'])
        .as('openUntil'),
      eb
        .exists(
          eb
            .selectFrom('unlocks')
            .select('unlocks.id')
            .whereRef('unlocks.deviceId', '=', 'devices.id')
            .where('unlocks.intent', '=', 'release'),
        )
        .as('isReleaseAsked'),
    ])
    .where('devices.lenderId', '=', lenderId)
    .where((eb) => eb.or([eb('devices.imei', '=', imei), eb('devices.imei2', '=', imei)]))
    .orderBy((eb) => eb('devices.imei', '=', imei), 'desc')
    .limit(1)
    .executeTakeFirst()
}
