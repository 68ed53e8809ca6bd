import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isLonger } from '#lib/domain/identity/characters.ts'

export const nicknameMaximumLength = 40

type NicknameRefusal = { refusal: 'too_long' } | { refusal: 'not_found' }

/** Sets or, with an empty text, removes the name a borrower has for a phone. */
export async function nameDevice(
  tx: Tx,
  wish: { borrowerId: string; deviceId: string; nickname: string },
): Promise<{ refusal: undefined } | NicknameRefusal> {
  const nickname = wish.nickname.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (isLonger(nickname, nicknameMaximumLength)) return { refusal: 'too_long' }
  const row = await tx
    .updateTable('devices')
    .set({ nickname: nickname || null })
    .where('borrowerId', '=', wish.borrowerId)
    .where('id', '=', wish.deviceId)
    .returning('lenderId')
    .executeTakeFirst()
  if (!row) return { refusal: 'not_found' }
  await writeAuditLog(tx, {
    lenderId: row.lenderId,
    actor: `borrower:${wish.borrowerId}`,
    action: 'device.named',
    subject: 'device',
    subjectId: wish.deviceId,
  })
  return { refusal: undefined }
}
