import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type LateUnlock = { unlockId: string; lenderId: string; loanId: string }

/** Marks unlocks whose promise has run out, once each, and names them. */
export async function markLate(tx: Tx, now: Temporal.Instant): Promise<LateUnlock[]> {
  const late = await tx
    .updateTable('unlocks')
    .set({ lateAt: now })
    .where('deadlineAt', '<=', now)
    .where('lateAt', 'is', null)
    .where('state', 'not in', ['confirmed', 'superseded'])
    .returning(['id as unlockId', 'lenderId', 'loanId'])
    .execute()
  for (const { unlockId, lenderId } of late) {
    await writeJournal(tx, {
      lenderId,
      actor: 'keyturn',
      action: 'unlock.late',
      subject: 'unlock',
      subjectId: unlockId,
    })
  }
  return late
}
