import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'

/** Has a borrower's phones looked at now: somebody is about to read how they stand. */
export async function readPhonesOf(tx: Tx, borrowerId: string): Promise<void> {
  const devices = await tx
    .selectFrom('devices')
    .select('id')
    .where('borrowerId', '=', borrowerId)
    .execute()
  for (const { id } of devices)
    await addJob(tx, 'read-device', { deviceId: id }, { key: `device:${id}` })
}
