import { forgetOldSignIns as forget } from '#lib/accounts/forget-ended-sign-ins.ts'
import { transaction } from '#lib/db/transaction.ts'
import { forgetOldStaffSessions } from '#lib/staff/forget-ended-sessions.ts'

/** Daily: what nobody needs any more about sign-ins is deleted. */
export default async function forgetOldSignIns(): Promise<void> {
  const now = Temporal.Now.instant()
  await transaction(async (tx) => {
    await forget(tx, now)
    await forgetOldStaffSessions(tx, now)
  })
}
