import type { Tx } from '#lib/db/transaction.ts'
import { evidenceOfWord, type OpenedByHand, type Unheard } from '#lib/unlocks/seen-open.ts'
import { confirmByEvidence } from './confirm-by-evidence.ts'
import { revokeUnfounded } from './revoke-unfounded.ts'

/**
 * Takes somebody's word that a phone without a lock service is open. It counts as the phone's own would, is kept with
 * who said it and how they know, and cannot be taken back; where what opened it is gone by now, it does not count.
 */
export async function openedByHand(
  tx: Tx,
  word: OpenedByHand,
): Promise<{ outcome: 'open' } | { refusal: Unheard }> {
  await lookOnceMore(tx, word)
  const heard = await evidenceOfWord(tx, word)
  if ('refusal' in heard) return heard
  const { confirmed } = await confirmByEvidence(tx, heard.evidence)
  if (!confirmed) throw new Error(`what was seen did not confirm the unlock ${word.unlockId}`)
  return { outcome: 'open' }
}

async function lookOnceMore(tx: Tx, { unlockId, lenderId, now }: OpenedByHand): Promise<void> {
  const unlock = await tx
    .selectFrom('unlocks')
    .select('loanId')
    .where('id', '=', unlockId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirst()
  if (unlock) await revokeUnfounded(tx, unlock.loanId, now)
}
