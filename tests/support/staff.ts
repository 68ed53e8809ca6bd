import { transaction } from '#lib/db/transaction.ts'
import { encrypt } from '#lib/encrypt.ts'
import type { StaffRole } from '#lib/staff/guards.ts'
import { startStaffSession } from '#lib/staff/sessions.ts'

export type GivenStaff = {
  id: string
  lenderId: string
  email: string
  name: string
  role: StaffRole
}

export const givenTotpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

let serial = 0

/** A member of a lender's staff whose account is set up, with `givenTotpSecret` and the password hash given. */
export async function givenStaff(
  lender: { id: string },
  role: StaffRole,
  values: { email?: string; name?: string; passwordHash?: string } = {},
): Promise<GivenStaff> {
  serial += 1
  const unique = `${serial}-${Math.random().toString(36).slice(2, 8)}`
  const { email = `${role}-${unique}@lender.example`, name = `${nameOf[role]} ${serial}` } = values
  const { id } = await transaction((tx) =>
    tx
      .insertInto('staff')
      .values({
        lenderId: lender.id,
        email,
        name,
        role,
        passwordHash: values.passwordHash ?? null,
        totpSecretEncrypted: encrypt(givenTotpSecret, 'staff-totp'),
        totpConfirmedAt: Temporal.Now.instant(),
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return { id, lenderId: lender.id, email, name, role }
}

/** Signs somebody in without the pages for it; the secret that goes into the cookie. */
export function givenStaffSession(
  { id: staffId, lenderId }: Pick<GivenStaff, 'id' | 'lenderId'>,
  now = Temporal.Now.instant(),
): Promise<string> {
  return transaction((tx) => startStaffSession(tx, { lenderId, staffId, now }))
}

const nameOf: Record<StaffRole, string> = {
  agent: 'Amara Silva',
  approver: 'Bashir Nadeem',
  admin: 'Carmen Ortiz',
}
