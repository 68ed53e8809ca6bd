import type { Database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'

/** What proves that somebody bought a phone on a contract: what stands in the loan book, and no more of the debt than that. */
export function purchaseOf(db: Database, borrowerId: string, deviceId: string) {
  if (!isUuid(deviceId)) return Promise.resolve(undefined)
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .innerJoin('borrowers', 'borrowers.id', 'devices.borrowerId')
    .innerJoin('schedules', 'schedules.loanId', 'loans.id')
    .innerJoin('installments', 'installments.scheduleId', 'schedules.id')
    .select(['borrowers.name', 'devices.brand', 'devices.model', 'devices.imei', 'devices.imei2'])
    .select(['loans.id as loanId', 'loans.loanNumber', 'loans.contractType'])
    .select('installments.dueOn as firstDueOn')
    .where('devices.borrowerId', '=', borrowerId)
    .where('devices.id', '=', deviceId)
    .orderBy('installments.dueOn')
    .limit(1)
    .executeTakeFirst()
}

export type Purchase = NonNullable<Awaited<ReturnType<typeof purchaseOf>>>
