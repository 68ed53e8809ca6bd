import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { staffedAfter } from '#lib/domain/lock/hours.ts'

/**
 * By when a person opens the phone: what is left until the deadline is counted in the hours in which one is there. A promise
 * that is broken already is not given anew.
 */
export async function promisedByPerson(
  tx: Tx,
  lenderId: string,
  { deadlineAt, now }: { deadlineAt: Temporal.Instant; now: Temporal.Instant },
): Promise<Temporal.Instant> {
  if (Temporal.Instant.compare(deadlineAt, now) <= 0) return deadlineAt
  return staffedAfter(now, now.until(deadlineAt), await lenderById(tx, lenderId))
}
