import { forgetOldSignIns as forget } from '#lib/accounts/forget-old.ts'
import { transaction } from '#lib/db/transaction.ts'

/** Daily: what nobody needs any more about sign-ins is deleted. */
export default async function forgetOldSignIns(): Promise<void> {
  await transaction((tx) => forget(tx, Temporal.Now.instant()))
}
