import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { linkCodeLength } from '#lib/domain/identity/link-token.ts'
import { normaliseBase32, toBase32 } from '#lib/domain/identity/reference.ts'
import { keyedHash } from '#lib/encrypt.ts'

const idLength = 10
const signatureLength = linkCodeLength - idLength

export type PayLink = { id: string; deviceId: string; loanId: string; lenderId: string }

/** Makes the pay link of a device, or gives the one it has. The code is 50 random bits and a 30-bit signature, in base 32. */
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
  const id = toBase32(randomBytes(idLength))
  const code = id + signatureOf(lenderId, id)
  const row = await tx
    .insertInto('payLinks')
    .values({ id: payLinkId, lenderId, deviceId, code })
    .onConflict((conflict) =>
      conflict.column('deviceId').where('revokedAt', 'is', null).doNothing(),
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

/** Ends a device's pay link at once. */
export async function revokePayLink(
  tx: Tx,
  { lenderId, deviceId, actor, reason, now }: PayLinkRevocation,
): Promise<void> {
  const row = await tx
    .updateTable('payLinks')
    .set({ revokedAt: now, showNextAt: null })
    .where('deviceId', '=', deviceId)
    .where('lenderId', '=', lenderId)
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
  const code = normaliseBase32(text)
  const id = code.slice(0, idLength)
  if (code.length !== linkCodeLength || code.slice(idLength) !== signatureOf(lenderId, id))
    return undefined
  return db
    .selectFrom('payLinks')
    .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
    .select(['payLinks.id', 'payLinks.deviceId', 'devices.loanId', 'payLinks.lenderId'])
    .where('payLinks.code', '=', code)
    .where('payLinks.lenderId', '=', lenderId)
    .where('payLinks.revokedAt', 'is', null)
    .executeTakeFirst()
}

function signatureOf(lenderId: string, id: string): string {
  return toBase32(keyedHash(`${lenderId}:${id}`, 'pay-link')).slice(0, signatureLength)
}
