import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { AuditLogAction, VerbOf } from '#lib/domain/audit-log-actions.ts'
import { decryptOwn, encrypt } from '#lib/encrypt.ts'

type EndpointNamed = { lenderId: string; endpointId: string; by: string }

/** A secret to verify our signatures by, as it is shown once and as standardwebhooks.com writes it. */
export function newEndpointSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

export const encryptedSecret = (secret: string): Buffer => encrypt(secret, 'webhook-secret')

/** What is encrypted, unless that was with a key that is no longer DATA_KEY: then nobody can sign with it. */
export function ownSecret(encrypted: Buffer | null): string | undefined {
  return encrypted ? decryptOwn(encrypted, 'webhook-secret') : undefined
}

export type ChangedSecret = { secret: string /** No other signs beside it. */; isAlone: boolean }

/** Gives an address a new secret, once shown. The one before signs, too, until somebody ends it. */
export async function changeEndpointSecret(
  tx: Tx,
  endpoint: EndpointNamed & { now: Temporal.Instant },
): Promise<ChangedSecret | { refusal: 'no_such_address' | 'two_secrets' }> {
  const known = await tx
    .selectFrom('webhookEndpoints')
    .select(['secretEncrypted', 'formerSecretEncrypted'])
    .where('id', '=', endpoint.endpointId)
    .where('lenderId', '=', endpoint.lenderId)
    .where('removedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!known) return { refusal: 'no_such_address' }
  const before = ownSecret(known.secretEncrypted)
  if (before && ownSecret(known.formerSecretEncrypted)) return { refusal: 'two_secrets' }
  const secret = newEndpointSecret()
  await tx
    .updateTable('webhookEndpoints')
    .set({
      secretEncrypted: encryptedSecret(secret),
      formerSecretEncrypted: before ? known.secretEncrypted : null,
      secretChangedAt: endpoint.now,
    })
    .where('id', '=', endpoint.endpointId)
    .execute()
  await audit(tx, endpoint, 'secret_changed')
  return { secret, isAlone: !before }
}

/** From now on only the new secret signs. False when there is no other. */
export async function endFormerEndpointSecret(tx: Tx, endpoint: EndpointNamed): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('webhookEndpoints')
    .set({ formerSecretEncrypted: null })
    .where('id', '=', endpoint.endpointId)
    .where('lenderId', '=', endpoint.lenderId)
    .where('formerSecretEncrypted', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await audit(tx, endpoint, 'secret_ended')
  return true
}

function audit(
  tx: Tx,
  { lenderId, endpointId, by }: EndpointNamed,
  verb: VerbOf<'webhook_endpoint', AuditLogAction>,
): Promise<void> {
  return writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: `webhook_endpoint.${verb}`,
    subject: 'webhook_endpoint',
    subjectId: endpointId,
  })
}
