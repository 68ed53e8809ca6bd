import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { ReturnAct } from '#lib/returns/move-return.ts'
import { dueReturns } from '#lib/returns/queries.ts'
import { renewHold } from '#lib/returns/renew-hold.ts'
import { answerReturn } from './handle-return.ts'
import { holdReturn } from './hold-return.ts'
import { closeReturn } from './settle-return.ts'

type Due = Awaited<ReturnType<typeof dueReturns>>[number]

/**
 * Does what time alone decides: a quote or an arrangement that was not used expires, without an answer the
 * figure stands, and a hold is renewed while the lender still has the phone.
 */
export async function sweepReturns(now: Temporal.Instant): Promise<void> {
  for (const due of await dueReturns(database(), now)) await transaction((tx) => pass(tx, due, now))
}

// Whoever acts at the same moment wins: the version seen is no longer the version there.
async function pass(
  tx: Tx,
  { returnId, lenderId, version, state }: Due,
  now: Temporal.Instant,
): Promise<void> {
  const act: ReturnAct = {
    owner: { lenderId },
    returnId,
    seenVersion: version,
    actor: 'keyturn',
    now,
  }
  if (state === 'offered' || state === 'arranged') await closeReturn(tx, { ...act, to: 'expired' })
  else if (state === 'inspected') await answerReturn(tx, { ...act, answer: 'agree' })
  else {
    const renewed = await renewHold(tx, act)
    if (!('refusal' in renewed))
      await holdReturn(tx, renewed, { until: renewed.heldUntil, actor: 'keyturn', now })
  }
}
