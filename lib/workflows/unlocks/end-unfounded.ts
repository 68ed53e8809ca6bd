import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { mayBeReleased } from '#lib/lock-rules/lock-facts.ts'
import { isEndable } from '#lib/unlocks/revoke-unlock.ts'
import { revokeUnfounded } from './revoke-unfounded.ts'

const batch = 100

/** A release that is not out yet ends once its loan owes again or is disputed, by whatever: also by the lender's next file. */
export async function endUnfounded(now: Temporal.Instant): Promise<void> {
  for (const { loanId } of await releasesNotOwed(now))
    await transaction((tx) => revokeUnfounded(tx, loanId, now))
}

function releasesNotOwed(now: Temporal.Instant) {
  return database()
    .selectFrom('unlocks')
    .innerJoin('loans', 'loans.id', 'unlocks.loanId')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .select('unlocks.loanId')
    .where('unlocks.intent', '=', 'release')
    .where(isEndable(now))
    .where((eb) => eb.not(mayBeReleased))
    .orderBy('unlocks.requestedAt')
    .limit(batch)
    .execute()
}
