import { closeWhenOver } from '#lib/cases/close-by-itself.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { type Evidence, recordEvidence } from '#lib/unlocks/record-evidence.ts'

/** Takes what a device said; when that confirms an unlock, the borrower is told and nobody has to look any more. */
export async function confirmByEvidence(
  tx: Tx,
  evidence: Evidence,
): Promise<{ confirmed: boolean }> {
  const { lenderId, now } = evidence
  const { confirmedUnlockId } = await recordEvidence(tx, evidence)
  if (!confirmedUnlockId) return { confirmed: false }
  await closeWhenOver(tx, { unlockId: confirmedUnlockId, lenderId, now })
  const { loanId, isShorter } = await tx
    .selectFrom('unlocks')
    .select(['loanId', 'isShorter'])
    .where('id', '=', confirmedUnlockId)
    .executeTakeFirstOrThrow()
  // That a phone stays open for less long is no news of its opening.
  if (isShorter) return { confirmed: true }
  await queueForBorrower(tx, {
    loanId,
    kind: 'unlock_confirmed',
    causeId: confirmedUnlockId,
    detail: { unlockId: confirmedUnlockId },
  })
  return { confirmed: true }
}
