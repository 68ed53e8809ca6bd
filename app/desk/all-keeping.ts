import { database } from '#lib/db/client.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { referredHolds } from '#lib/holds/queries.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { loanLeftOpenUntil } from '#lib/lock-rules/left-open.ts'

/** What keeps the lock side away from a phone: a hold, or the books. */
export type Keeping = {
  reason: HoldReason | 'books'
  causeId: string | null
  reference: string | null
  untilAt: Temporal.Instant
}

/** All that keeps the lock side away from a loan’s phone, what lasts longest first. */
export async function allKeeping(loanId: string, now: Temporal.Instant): Promise<Keeping[]> {
  const holds = await referredHolds(database(), loanId, now)
  const loan = await readLoan(database(), loanId)
  const end = await loanLeftOpenUntil(database(), loan, now)
  const [longest] = holds
  const heldUntil = longest && staffedTime(longest.untilAt, loan.lender)
  const isLongerByBooks =
    end instanceof Temporal.Instant && (!heldUntil || Temporal.Instant.compare(end, heldUntil) > 0)
  if (!isLongerByBooks) return holds
  return [{ reason: 'books', causeId: null, reference: null, untilAt: end }, ...holds]
}
