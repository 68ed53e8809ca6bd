import { openCase } from '#lib/cases/open-case.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { deliverWebhook } from '#lib/gateways/watched-delivery.ts'
import {
  type ClaimedDelivery,
  claimDelivery,
  noteDelivered,
  noteUndelivered,
} from '#lib/integrations/claim-delivery.ts'

/** Tells one address of the lender one thing, until it answers. */
export default async function sendWebhook({ deliveryId }: { deliveryId: string }): Promise<void> {
  const startedAt = Temporal.Now.instant()
  const claimed = await transaction((tx) => claimDelivery(tx, deliveryId, startedAt))
  if (!claimed) return
  const answer = await deliverWebhook(claimed, startedAt)
  const now = Temporal.Now.instant()
  await transaction(async (tx) => {
    if (answer.ok) return noteDelivered(tx, claimed, { status: answer.status, now })
    const next = await noteUndelivered(tx, claimed, { ...answer, now })
    if (next === 'gave_up') await openFailedCase(tx, claimed, answer.failure)
  })
}

// One case an address: what it lacks is found there.
function openFailedCase(
  tx: Tx,
  { lenderId, endpointId, url, type }: ClaimedDelivery,
  failure: string,
): Promise<void> {
  return openCase(tx, {
    lenderId,
    kind: 'webhook_failed',
    dedupeKey: `webhook_failed:${endpointId}`,
    detail: { address: new URL(url).host, type, failure },
  })
}
