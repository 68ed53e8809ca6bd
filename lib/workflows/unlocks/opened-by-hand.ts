import type { Tx } from '#lib/db/transaction.ts'
import { evidenceOfWord, type OpenedByHand, type Unheard } from '#lib/unlocks/seen-open.ts'
import { confirmByEvidence } from './confirm-by-evidence.ts'

/**
 * Takes somebody's word that a phone without a lock service is open. It counts as the phone's own would, is kept with
 * who said it and how they know, and cannot be taken back.
 */
export async function openedByHand(
  tx: Tx,
  word: OpenedByHand,
): Promise<{ outcome: 'open' } | { refusal: Unheard }> {
  const heard = await evidenceOfWord(tx, word)
  if ('refusal' in heard) return heard
  const { confirmed } = await confirmByEvidence(tx, heard.evidence)
  if (!confirmed) throw new Error(`what was seen did not confirm the unlock ${word.unlockId}`)
  return { outcome: 'open' }
}
