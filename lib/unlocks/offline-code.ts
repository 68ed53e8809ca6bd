import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { decryptOwn, encrypt } from '#lib/encrypt.ts'
import type { DeviceRef, OfflineCode } from '#lib/gateways/mdm/port.ts'

const codesPerUnlock = 5

export type CodeRefusal = { refusal: 'not_paid' | 'already_open' | 'too_many' }
type CodeAllowed = {
  unlockId: string
  lenderId: string
  device: DeviceRef & { provider: string }
}

/** For which unlock a code is wanted: that of a payment, or the newest of a phone, whatever opens it. */
export type CodeFor = { paymentId: string } | { deviceId: string }

/** Whether a phone has earned a code that opens it without internet: only one that is to open and not yet open has. */
export async function mayIssueCode(tx: Tx, asked: CodeFor): Promise<CodeAllowed | CodeRefusal> {
  const row = await tx
    .selectFrom('unlocks')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .select([
      'unlocks.id as unlockId',
      'unlocks.lenderId',
      'unlocks.state',
      'devices.provider',
      'devices.providerDeviceId',
      'devices.imei',
    ])
    .where(isAbout(asked))
    .forNoKeyUpdate('unlocks')
    .executeTakeFirst()
  if (!row) return { refusal: 'not_paid' }
  if (row.state === 'confirmed' || row.state === 'superseded') return { refusal: 'already_open' }
  const { issued } = await tx
    .selectFrom('offlineCodes')
    .select((eb) => eb.fn.countAll<bigint>().as('issued'))
    .where('unlockId', '=', row.unlockId)
    .executeTakeFirstOrThrow()
  if (issued >= codesPerUnlock) return { refusal: 'too_many' }
  const { unlockId, lenderId, provider, providerDeviceId, imei } = row
  return { unlockId, lenderId, device: { provider, providerDeviceId, imei } }
}

function isAbout(asked: CodeFor) {
  if ('deviceId' in asked)
    return sql<boolean>`unlocks.device_id = ${asked.deviceId} and unlocks.is_newest
      and (unlocks.relock_at is null or unlocks.relock_at > now())`
  return sql<boolean>`unlocks.id = (
    select unlock_id from payments where payments.id = ${asked.paymentId} and payments.state = 'paid')`
}

/** Keeps a code the lock service gave out, encrypted, and who asked for it. */
export async function keepCode(
  tx: Tx,
  allowed: CodeAllowed,
  { code, actor }: { code: OfflineCode; actor: string },
): Promise<void> {
  const { unlockId, lenderId } = allowed
  await storeOfflineCode(tx, { id: unlockId, lenderId }, code)
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'offline_code.issued',
    subject: 'unlock',
    subjectId: unlockId,
  })
}

export type ShownCode = { code: string; expiresAt: Temporal.Instant | null }

/** The newest code of an unlock that is still good; undefined when there is none. */
export async function currentCode(
  db: Database,
  unlockId: string,
  now: Temporal.Instant,
): Promise<ShownCode | undefined> {
  const row = await db
    .selectFrom('offlineCodes')
    .select(['codeEncrypted', 'expiresAt'])
    .where('unlockId', '=', unlockId)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .orderBy('issuedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const code = row && decryptOwn(row.codeEncrypted, 'offline-code')
  return code ? { code, expiresAt: row.expiresAt } : undefined
}

/** The newest code that is still good of whatever unlock is the newest of a phone, while the phone is not known to be open. */
export async function currentCodeOf(
  db: Database,
  deviceId: string,
  now: Temporal.Instant,
): Promise<ShownCode | undefined> {
  const newest = await db
    .selectFrom('unlocks')
    .select('id')
    .where('deviceId', '=', deviceId)
    .where('isNewest', '=', true)
    .where('state', 'not in', ['confirmed', 'superseded'])
    .executeTakeFirst()
  return newest && currentCode(db, newest.id, now)
}

/** Keeps a code that opens the phone without internet, encrypted. */
export async function storeOfflineCode(
  tx: Tx,
  unlock: { id: string; lenderId: string },
  { code, expiresAt }: OfflineCode,
): Promise<void> {
  await tx
    .insertInto('offlineCodes')
    .values({
      lenderId: unlock.lenderId,
      unlockId: unlock.id,
      codeEncrypted: encrypt(code, 'offline-code'),
      expiresAt: expiresAt ?? null,
    })
    .execute()
}
