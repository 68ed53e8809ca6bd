import type { Database } from '#lib/db/client.ts'
import { type Opening, openingOf } from '#lib/domain/lock/opening.ts'
import { phoneOfLoan } from './queries.ts'

/** What would really happen if a loan's phone is to be opened now; undefined: the loan has no phone. */
export async function openingOfLoan(
  db: Database,
  loanId: string,
  now: Temporal.Instant,
): Promise<Opening | undefined> {
  const phone = await phoneOfLoan(db, loanId)
  return phone && openingOf(phone, now)
}
