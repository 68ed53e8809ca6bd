import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'

const webhookTypes = ['hold.placed', 'hold.ended'] as const
export type WebhookType = (typeof webhookTypes)[number]

type NewWebhook = {
  lenderId: string
  type: WebhookType
  /** One type about one cause is told once to each address. */
  causeId: string
  payload: object
}

/** Has every address of the lender told, once the caller's transaction commits. */
export async function queueWebhook(tx: Tx, webhook: NewWebhook): Promise<void> {
  const { lenderId, type, causeId, payload } = webhook
  const endpoints = await tx
    .selectFrom('webhookEndpoints')
    .select('id')
    .where('lenderId', '=', lenderId)
    .where('removedAt', 'is', null)
    .execute()
  if (endpoints.length === 0) return
  const deliveries = await tx
    .insertInto('webhookDeliveries')
    .values(
      endpoints.map(({ id: endpointId }) => ({
        lenderId,
        endpointId,
        type,
        causeId,
        payload: JSON.stringify(payload),
      })),
    )
    .onConflict((conflict) => conflict.columns(['endpointId', 'type', 'causeId']).doNothing())
    .returning('id')
    .execute()
  for (const { id } of deliveries)
    await addJob(tx, 'send-webhook', { deliveryId: id }, { key: `webhook:${id}` })
}
