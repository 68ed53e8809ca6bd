import { missing } from '#app/missing.ts'
import { database } from '#lib/db/client.ts'
import { auditDenied } from '#lib/staff/audit-view.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'

/** For a record that is not there or not this lender's: the same page as for everybody, and the try is kept. */
export async function notAtThisDesk(signedIn: SignedInStaff, what: string): Promise<never> {
  await auditDenied(database(), signedIn, { asked: what.slice(0, 200), why: 'not_found' })
  return missing()
}
