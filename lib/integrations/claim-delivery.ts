import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isoMoment } from '#lib/domain/moment.ts'
import { retryAfter } from '#lib/domain/retry.ts'
import type { Webhook } from '#lib/gateways/webhook.ts'
import { ownSecret } from './endpoint-secret.ts'

export type ClaimedDelivery = Webhook & {
  deliveryId: string
  lenderId: string
  endpointId: string
  type: string
  createdAt: Temporal.Instant
  attempts: number
}

const leaseSeconds = 60
const giveUpAfterHours = 3 * 24

/** Takes a delivery for sending; one worker gets it, for a minute. What waits for a removed address is given up. */
export async function claimDelivery(
  tx: Tx,
  deliveryId: string,
  now: Temporal.Instant,
): Promise<ClaimedDelivery | undefined> {
  const delivery = await tx
    .updateTable('webhookDeliveries')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      nextAttemptAt: now.add({ seconds: leaseSeconds }),
    }))
    .where('id', '=', deliveryId)
    .where('deliveredAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<=', now)
    .returning(['lenderId', 'endpointId', 'type', 'payload', 'createdAt', 'attempts'])
    .executeTakeFirst()
  if (!delivery) return undefined
  const { payload, ...rest } = delivery
  const endpoint = await tx
    .selectFrom('webhookEndpoints')
    .select(['url', 'secretEncrypted', 'formerSecretEncrypted'])
    .where('id', '=', delivery.endpointId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!endpoint) {
    await giveUp(tx, deliveryId, { failure: 'the address was removed', status: null, now })
    return undefined
  }
  const { type, createdAt } = rest
  return {
    deliveryId,
    ...rest,
    url: endpoint.url,
    secrets: [endpoint.secretEncrypted, endpoint.formerSecretEncrypted]
      .map(ownSecret)
      .filter((secret) => secret !== undefined),
    body: { id: deliveryId, type, occurredAt: isoMoment(createdAt), ...Object(payload) },
  }
}

export async function noteDelivered(
  tx: Tx,
  { deliveryId }: ClaimedDelivery,
  { status, now }: { status: number; now: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('webhookDeliveries')
    .set({ deliveredAt: now, lastStatus: status, failure: null })
    .where('id', '=', deliveryId)
    .execute()
}

type Failure = { failure: string; status: number | null; now: Temporal.Instant }

/** Plans the next try (30 s doubling, an hour at most); after three days gives up. */
export async function noteUndelivered(
  tx: Tx,
  { deliveryId, createdAt, attempts }: ClaimedDelivery,
  failed: Failure,
): Promise<'retrying' | 'gave_up'> {
  const { failure, status: lastStatus, now } = failed
  if (Temporal.Instant.compare(createdAt.add({ hours: giveUpAfterHours }), now) <= 0) {
    await giveUp(tx, deliveryId, failed)
    return 'gave_up'
  }
  const nextAttemptAt = now.add(retryAfter(attempts))
  await tx
    .updateTable('webhookDeliveries')
    .set({ nextAttemptAt, failure, lastStatus })
    .where('id', '=', deliveryId)
    .execute()
  const options = { key: `webhook:${deliveryId}`, runAt: nextAttemptAt }
  await addJob(tx, 'send-webhook', { deliveryId }, options)
  return 'retrying'
}

async function giveUp(
  tx: Tx,
  deliveryId: string,
  { failure, status, now }: Failure,
): Promise<void> {
  await tx
    .updateTable('webhookDeliveries')
    .set({ failedAt: now, failure, lastStatus: status })
    .where('id', '=', deliveryId)
    .execute()
}
