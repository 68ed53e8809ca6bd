import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { dueUnlocks, type LateUnlock, markLate } from '#lib/unlocks/mark-late.ts'
import { giveGoodwillCredit } from './give-goodwill-credit.ts'

/** Says of every unlock whose promise has run out that it is late, once: to staff, and with a goodwill credit to the borrower. */
export async function announceLate(now: Temporal.Instant): Promise<void> {
  for (const unlock of await dueUnlocks(database(), now))
    await transaction((tx) => announce(tx, unlock, now))
}

// The loan's row first, as whoever books money to it does: else the two could wait for each other.
async function announce(tx: Tx, unlock: LateUnlock, now: Temporal.Instant): Promise<void> {
  const { unlockId, loanId, lenderId } = unlock
  await lockLoan(tx, loanId)
  if (!(await markLate(tx, unlock, now))) return
  await openCase(tx, {
    unlockId,
    loanId,
    lenderId,
    kind: 'unlock_late',
    dedupeKey: `late:${unlockId}`,
  })
  await giveGoodwillCredit(tx, { ...unlock, now })
  await queueForBorrower(tx, {
    loanId,
    kind: 'unlock_late',
    causeId: unlockId,
    detail: { unlockId },
  })
}
