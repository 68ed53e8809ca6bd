import type { Database } from '#lib/db/client.ts'
import { noteFailure } from '#lib/db/sign-in-failures.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { decryptOwn } from '#lib/encrypt.ts'
import { auditStaff } from './audit-staff.ts'
import { appCodeIn, matchingStep } from './totp.ts'

export const totpPurpose = 'staff-totp'

/** What a sign-in must know of an account; undefined when nobody has the address. */
export function staffByEmail(db: Database, lenderId: string, email: string) {
  return db
    .selectFrom('staff')
    .select(['id', 'passwordHash', 'totpConfirmedAt', 'disabledAt'])
    .where('lenderId', '=', lenderId)
    .where('email', '=', email)
    .executeTakeFirst()
}

export type Account = NonNullable<Awaited<ReturnType<typeof staffByEmail>>>

/** Whether the account is set up and not disabled. */
export function maySignIn(account: Account | undefined): account is Account {
  return !!account?.passwordHash && !!account.totpConfirmedAt && !account.disabledAt
}

export type TypedCode = { lenderId: string; staffId: string; code: string; now: Temporal.Instant }

/**
 * What an account's authenticator app was given; undefined before that, and when it was lost with its DATA_KEY: then
 * the account must be set up anew.
 */
export async function appSecretOf(
  db: Database,
  { lenderId, staffId }: { lenderId: string; staffId: string },
): Promise<string | undefined> {
  const account = await db
    .selectFrom('staff')
    .select('totpSecretEncrypted')
    .where('id', '=', staffId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirst()
  return account?.totpSecretEncrypted
    ? decryptOwn(account.totpSecretEncrypted, totpPurpose)
    : undefined
}

/**
 * Uses up the code that somebody's app shows: a code works once, and no older one after it. Two at the same moment
 * with one code: one of them is refused.
 */
export async function takeCode(tx: Tx, { lenderId, staffId, code, now }: TypedCode) {
  const secret = await appSecretOf(tx, { lenderId, staffId })
  if (secret === undefined) return false
  const step = matchingStep(secret, appCodeIn(code) ?? '', now)
  if (step === undefined) return false
  const { numUpdatedRows } = await tx
    .updateTable('staff')
    .set({ totpUsedStep: step })
    .where('id', '=', staffId)
    .where((is) => is.or([is('totpUsedStep', 'is', null), is('totpUsedStep', '<', step)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export type Refused = {
  lenderId: string
  /** Undefined: nobody has the address that was typed. */
  staffId: string | undefined
  why: 'password' | 'code' | 'not_set_up' | 'unknown' | 'limited'
  now: Temporal.Instant
}

/**
 * Counts that somebody was not let in. The audit log keeps the first time and each tenfold, with how many it were since
 * somebody last came in: however often anybody tries, it stays short.
 */
export async function noteRefused(tx: Tx, { lenderId, staffId, why, now }: Refused): Promise<void> {
  const subjectId = staffId ?? 'unknown'
  const failures = await noteFailure(tx, { lenderId, subject: 'staff', subjectId }, now)
  if (!/^10*$/.test(String(failures))) return
  await auditStaff(tx, {
    lenderId,
    staffId: subjectId,
    actor: 'nobody',
    action: 'staff.sign_in_refused',
    detail: { why, failures },
  })
}
