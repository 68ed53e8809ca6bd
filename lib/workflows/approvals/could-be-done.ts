import type { Decision } from '#lib/approvals/decide-approval.ts'
import { transaction } from '#lib/db/transaction.ts'
import { decideAsked } from './decide-asked.ts'

class Untried extends Error {}

/** Whether this person's yes would be carried out as things stand now: it is tried, and all of it is taken back. */
export async function couldBeDone(word: Omit<Decision, 'decision' | 'note'>): Promise<boolean> {
  let couldBe = false
  try {
    await transaction(async (tx) => {
      const decided = await decideAsked(tx, { ...word, decision: 'approved', note: null })
      couldBe = 'outcome' in decided && decided.outcome === 'done'
      throw new Untried()
    })
  } catch (cause) {
    if (!(cause instanceof Untried)) throw cause
  }
  return couldBe
}
