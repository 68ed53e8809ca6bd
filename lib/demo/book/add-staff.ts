import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { encrypt } from '#lib/encrypt.ts'
import { hashPassword } from '#lib/staff/password.ts'
import { totpPurpose } from '#lib/staff/sign-in.ts'
import { demoPassword, demoStaff, demoTotpSecret } from './staff.ts'

/** Adds the staff that is missing; what was changed since stays. */
export async function addDemoStaff(now = Temporal.Now.instant()): Promise<void> {
  const known = await database().selectFrom('staff').select('email').execute()
  const missing = demoStaff.filter(({ email }) => !known.some((one) => one.email === email))
  if (missing.length === 0) return
  const lenders = await database().selectFrom('lenders').select(['id', 'slug']).execute()
  const passwordHash = await hashPassword(demoPassword)
  const rows = missing.flatMap(({ lenderSlug, ...person }) =>
    lenders
      .filter(({ slug }) => slug === lenderSlug)
      .map(({ id: lenderId }) => ({
        ...person,
        lenderId,
        passwordHash,
        createdAt: now,
        totpConfirmedAt: now,
        totpSecretEncrypted: encrypt(demoTotpSecret(person.email), totpPurpose),
      })),
  )
  await transaction((tx) => tx.insertInto('staff').values(rows).execute())
}
