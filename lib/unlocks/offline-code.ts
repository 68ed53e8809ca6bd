import type { Database } from '#lib/db/client.ts'
import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { DeviceRef, OfflineCode } from '#lib/gateways/mdm/port.ts'
import { seal, unseal } from '#lib/gateways/seal.ts'

const codesPerUnlock = 5

export type CodeRefusal = { refusal: 'not_paid' | 'already_open' | 'too_many' }
export type CodeAllowed = {
  unlockId: string
  lenderId: string
  device: DeviceRef & { provider: string }
}

/** Whether this payment earns a code that opens its phone without internet: only money booked and a phone not yet open do. */
export async function mayIssueCode(tx: Tx, paymentId: string): Promise<CodeAllowed | CodeRefusal> {
  const row = await tx
    .selectFrom('payments')
    .innerJoin('unlocks', 'unlocks.id', 'payments.unlockId')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .select([
      'unlocks.id as unlockId',
      'unlocks.lenderId',
      'unlocks.state',
      'devices.provider',
      'devices.providerDeviceId',
      'devices.imei',
    ])
    .where('payments.id', '=', paymentId)
    .where('payments.state', '=', 'paid')
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

/** Keeps a code the lock service gave out, encrypted, and who asked for it. */
export async function keepCode(
  tx: Tx,
  allowed: CodeAllowed,
  { code, actor }: { code: OfflineCode; actor: string },
): Promise<void> {
  const { unlockId, lenderId } = allowed
  await storeOfflineCode(tx, { id: unlockId, lenderId }, code)
  await writeJournal(tx, {
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
    .select(['codeSealed', 'expiresAt'])
    .where('unlockId', '=', unlockId)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .orderBy('issuedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { code: unseal(row.codeSealed, 'offline-code'), expiresAt: row.expiresAt }
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
      codeSealed: seal(code, 'offline-code'),
      expiresAt: expiresAt ?? null,
    })
    .execute()
}
