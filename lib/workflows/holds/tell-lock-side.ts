import type { Tx } from '#lib/db/transaction.ts'
import { isoMoment } from '#lib/domain/moment.ts'
import { holdFacts } from '#lib/holds/queries.ts'
import { queueWebhook, type WebhookType } from '#lib/integrations/queue-webhook.ts'
import { toHoldWire, toPhoneWire } from '#lib/integrations/wire.ts'

/** Has the lender's lock side told of a hold, when the caller's transaction commits. */
export async function tellLockSide(tx: Tx, type: WebhookType, holdId: string): Promise<void> {
  const { lenderId, phone, provider, endedAt, endReason, ...hold } = await holdFacts(tx, holdId)
  const ended = { endedAt: endedAt && isoMoment(endedAt), endReason }
  const payload = {
    hold: { ...toHoldWire(hold), ...ended },
    phone: phone && toPhoneWire(phone),
    provider,
  }
  await queueWebhook(tx, { lenderId, type, causeId: holdId, payload })
}

/** What follows from a placed hold: the one it replaced has ended. */
export async function tellPlaced(
  tx: Tx,
  {
    holdId,
    isNew,
    replacedId,
  }: { holdId: string; isNew: boolean; replacedId?: string | undefined },
): Promise<void> {
  if (replacedId) await tellLockSide(tx, 'hold.ended', replacedId)
  if (isNew) await tellLockSide(tx, 'hold.placed', holdId)
}
