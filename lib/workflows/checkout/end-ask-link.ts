import { transaction } from '#lib/db/transaction.ts'
import { endAskLink } from '#lib/payments/links/ask-link.ts'
import { cancelAttempt } from './cancel-attempt.ts'

/**
 * Ends a link that asks somebody to pay, and closes what was begun by it. `still_open`: the provider has not closed that page;
 * it closes by itself.
 */
export async function endLinkAndAttempt(
  ending: Parameters<typeof endAskLink>[1],
): Promise<'ended' | 'still_open' | 'missing'> {
  const ended = await transaction((tx) => endAskLink(tx, ending))
  if (!ended) return 'missing'
  const closings = ended.unfinished.map((paymentId) => cancelAttempt(paymentId, ending.now))
  const closed = await Promise.all(closings)
  return closed.every((outcome) => outcome === 'done') ? 'ended' : 'still_open'
}
