import { randomBytes } from 'node:crypto'
import type { Tx } from '#lib/db/transaction.ts'
import type { Language } from '#lib/domain/languages.ts'
import type { StaffRole } from '#lib/domain/roles.ts'
import { keyedHash } from '#lib/encrypt.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { inLanguage } from '#lib/i18n/in-language.ts'
import { auditStaff } from './audit-staff.ts'
import { endSessionsOf } from './sessions.ts'

export const invitationHours = 24

type By = { lenderId: string; actor: string; now: Temporal.Instant }
type NewStaff = By & {
  email: string
  name: string
  role: StaffRole
  locale: Language
}

/** The token of an invitation, of which only a hash is kept, and the language of whoever is invited. */
type Invited = { token: string; locale: Language }

/** Makes an account and its invitation. */
export async function inviteStaff(
  tx: Tx,
  { actor, now, ...person }: NewStaff,
): Promise<Invited | { refusal: 'exists' }> {
  const { lenderId, email, role, locale } = person
  const added = await tx
    .insertInto('staff')
    .values({ ...person, email: email.toLowerCase(), createdAt: now })
    .onConflict((conflict) => conflict.columns(['lenderId', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return { refusal: 'exists' }
  const [about, detail] = [{ lenderId, staffId: added.id, actor }, { role }]
  await auditStaff(tx, { ...about, action: 'staff.invited', detail })
  return { token: await writeInvitation(tx, { ...about, now }), locale }
}

/**
 * A new invitation for somebody who has an account: the password and the app's secret are made anew, every session ends.
 * A disabled account is open again; `wasDisabled` says that it was one.
 */
export async function resetStaff(
  tx: Tx,
  about: By & { staffId: string },
): Promise<(Invited & { wasDisabled: boolean }) | { refusal: 'not_found' }> {
  const { lenderId, staffId, now } = about
  const before = await tx
    .selectFrom('staff')
    .select(['disabledAt', 'locale'])
    .where('id', '=', staffId)
    .where('lenderId', '=', lenderId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!before) return { refusal: 'not_found' }
  await tx
    .updateTable('staff')
    .set({
      passwordHash: null,
      totpSecretEncrypted: null,
      totpConfirmedAt: null,
      totpUsedStep: null,
    })
    .set({ disabledAt: null })
    .where('id', '=', staffId)
    .where('lenderId', '=', lenderId)
    .execute()
  await endSessionsOf(tx, about)
  await endInvitations(tx, staffId, now)
  await auditStaff(tx, { ...about, action: 'staff.reset' })
  const wasDisabled = before.disabledAt !== null
  return { token: await writeInvitation(tx, about), locale: before.locale, wasDisabled }
}

/** The page of an invitation, in the language of whoever is invited. */
export function invitationLink(host: string, { token, locale }: Invited): string {
  return inLanguage(`${portalUrl(host)}/desk/welcome/${token}`, locale)
}

/** No link that was given out before opens the account any more. */
export async function endInvitations(tx: Tx, staffId: string, now: Temporal.Instant) {
  await tx
    .updateTable('staffInvitations')
    .set({ expiresAt: now })
    .where('staffId', '=', staffId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute()
}

async function writeInvitation(
  tx: Tx,
  { lenderId, staffId, actor, now }: By & { staffId: string },
) {
  const token = randomBytes(32).toString('base64url')
  await tx
    .insertInto('staffInvitations')
    .values({
      lenderId,
      staffId,
      tokenHash: invitationHash(token),
      createdBy: actor,
      createdAt: now,
      expiresAt: now.add({ hours: invitationHours }),
    })
    .execute()
  return token
}

export function invitationHash(token: string): Buffer {
  return keyedHash(token, 'staff-invitation')
}
