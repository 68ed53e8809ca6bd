import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import { makeCode, ownCode } from '#lib/db/signed-codes.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { LinkPurpose } from '#lib/domain/money/link-choice.ts'

export type PayLink = {
  id: string
  code: string
  deviceId: string
  loanId: string
  lenderId: string
  purpose: LinkPurpose
  /** From when on nothing can be begun by it; null: it has no end of its own. */
  endsAt: Temporal.Instant | null
}

/** Makes the pay link of a device for its lock screen, or gives the one it has. */
export async function makePayLink(
  tx: Tx,
  device: {
    payLinkId?: string
    lenderId: string
    deviceId: string
    actor: string
    reason?: string
  },
): Promise<string> {
  const { payLinkId, lenderId, deviceId, actor, reason } = device
  const current = await currentCode(tx, deviceId)
  if (current) return current
  const code = makeCode('pay-link', lenderId)
  const row = await tx
    .insertInto('payLinks')
    .values({ id: payLinkId, lenderId, deviceId, code })
    .onConflict((conflict) =>
      conflict
        .column('deviceId')
        .where('revokedAt', 'is', null)
        // Written out: PostgreSQL finds the index by it, which it does not by a parameter.
        .where(sql<boolean>`purpose = 'lock_screen'`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  // Made by another a moment ago.
  if (!row) return makePayLink(tx, device)
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'pay_link.made',
    subject: 'pay_link',
    subjectId: row.id,
    ...(reason !== undefined && { detail: { reason } }),
  })
  return code
}

async function currentCode(tx: Tx, deviceId: string): Promise<string | undefined> {
  const current = await tx
    .selectFrom('payLinks')
    .select('code')
    .where('deviceId', '=', deviceId)
    .where('purpose', '=', 'lock_screen')
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return current?.code
}

type PayLinkRevocation = {
  lenderId: string
  deviceId: string
  actor: string
  reason?: string
  now: Temporal.Instant
}

/** Ends the pay link of a device's lock screen at once. */
export async function revokePayLink(
  tx: Tx,
  { lenderId, deviceId, actor, reason, now }: PayLinkRevocation,
): Promise<void> {
  const row = await tx
    .updateTable('payLinks')
    .set({ revokedAt: now, showNextAt: null })
    .where('deviceId', '=', deviceId)
    .where('lenderId', '=', lenderId)
    .where('purpose', '=', 'lock_screen')
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row)
    await writeAuditLog(tx, {
      lenderId,
      actor,
      action: 'pay_link.revoked',
      subject: 'pay_link',
      subjectId: row.id,
      ...(reason !== undefined && { detail: { reason } }),
    })
}

/** The link of a code typed or scanned; undefined when guessed (the signature fails, no query is made), revoked or unknown. */
export async function payLinkByCode(
  db: Database,
  lenderId: string,
  text: string,
): Promise<PayLink | undefined> {
  const code = ownCode('pay-link', lenderId, text)
  if (!code) return undefined
  return db
    .selectFrom('payLinks')
    .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
    .select(['payLinks.id', 'payLinks.code', 'payLinks.deviceId'])
    .select(['devices.loanId', 'payLinks.lenderId'])
    .select(['payLinks.purpose', 'payLinks.endsAt'])
    .where('payLinks.code', '=', code)
    .where('payLinks.lenderId', '=', lenderId)
    .where('payLinks.revokedAt', 'is', null)
    .executeTakeFirst()
}
