import type { Database } from '#lib/db/client.ts'
import { type Opening, openingOf } from '#lib/domain/lock/opening.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { isServiceDown } from '#lib/lock-rules/service-down.ts'

/** What would really happen if a loan's phone is to be opened now; undefined: the loan has no phone. */
export async function openingOfLoan(
  db: Database,
  loanId: string,
  now: Temporal.Instant,
): Promise<Opening | undefined> {
  const phone = await db
    .selectFrom('devices')
    .select(['provider', 'lockState', 'otherLocks', 'lastSeenAt', 'handedBackAt'])
    .select(isServiceDown.as('isServiceDown'))
    .where('loanId', '=', loanId)
    .executeTakeFirst()
  return phone && openingOf({ ...phone, isOpenedByHand: isOpenedByHand(phone.provider) }, now)
}
