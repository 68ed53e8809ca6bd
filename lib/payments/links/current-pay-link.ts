import type { Database } from '#lib/db/client.ts'

/** The link of a loan's phone that leads to paying now, and whether the lock service has it; undefined: there is none. */
export function currentPayLink(db: Database, lenderId: string, loanId: string) {
  return db
    .selectFrom('payLinks')
    .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
    .select(['payLinks.id as payLinkId', 'payLinks.code', 'payLinks.createdAt'])
    .select(['payLinks.showNextAt', 'payLinks.shownAt', 'payLinks.showFailure'])
    .where('payLinks.lenderId', '=', lenderId)
    .where('devices.loanId', '=', loanId)
    .where('payLinks.purpose', '=', 'lock_screen')
    .where('payLinks.revokedAt', 'is', null)
    .executeTakeFirst()
}

export type CurrentPayLink = NonNullable<Awaited<ReturnType<typeof currentPayLink>>>
