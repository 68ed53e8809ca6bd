import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { decryptOwn, encrypt } from '#lib/encrypt.ts'
import { auditStaff } from './audit-staff.ts'
import { invitationHash } from './invite-staff.ts'
import { takeCode, totpPurpose } from './sign-in.ts'
import { newTotpSecret } from './totp.ts'

export type Invitation = {
  invitationId: string
  lenderId: string
  staffId: string
  name: string
  email: string
  /** Set once the password is chosen: what the authenticator app must be given. */
  totpSecret: string | undefined
}

type Asked = { token: string; lenderId: string; now: Temporal.Instant }

/** The invitation behind a link under this lender's host; undefined when guessed, used, or a day old. */
export async function invitationOf(
  db: Database,
  { token, lenderId, now }: Asked,
): Promise<Invitation | undefined> {
  const row = await db
    .selectFrom('staffInvitations')
    .innerJoin('staff', 'staff.id', 'staffInvitations.staffId')
    .select(['staffInvitations.id as invitationId', 'staffInvitations.lenderId'])
    .select(['staff.id as staffId', 'staff.name', 'staff.email', 'staff.totpSecretEncrypted'])
    .where('staffInvitations.tokenHash', '=', invitationHash(token))
    .where('staffInvitations.lenderId', '=', lenderId)
    .where('staffInvitations.usedAt', 'is', null)
    .where('staffInvitations.expiresAt', '>', now)
    .where('staff.disabledAt', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { totpSecretEncrypted, ...rest } = row
  return {
    ...rest,
    totpSecret: totpSecretEncrypted ? decryptOwn(totpSecretEncrypted, totpPurpose) : undefined,
  }
}

/** The first step: the password, already hashed, and a secret for the authenticator app. Not twice. */
export async function choosePassword(
  tx: Tx,
  { lenderId, staffId }: Invitation,
  passwordHash: string,
): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ passwordHash, totpSecretEncrypted: encrypt(newTotpSecret(), totpPurpose) })
    .where('id', '=', staffId)
    .where('lenderId', '=', lenderId)
    .where('passwordHash', 'is', null)
    .execute()
}

/** The last step: a code shows that the app has the secret. The link is used up. */
export async function confirmApp(
  tx: Tx,
  { invitationId, lenderId, staffId }: Invitation,
  { code, now }: { code: string; now: Temporal.Instant },
): Promise<boolean> {
  if (!(await takeCode(tx, { lenderId, staffId, code, now }))) return false
  const used = await tx
    .updateTable('staffInvitations')
    .set({ usedAt: now })
    .where('id', '=', invitationId)
    .where('usedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!used) return false
  await tx.updateTable('staff').set({ totpConfirmedAt: now }).where('id', '=', staffId).execute()
  await auditStaff(tx, { lenderId, staffId, action: 'staff.set_up' })
  return true
}
