import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'

type Gone = { lenderId: string; dedupeKey: string; now: Temporal.Instant }

/** Closes the case of a trouble that is no more, if one is open. */
export async function closeByItself(tx: Tx, { lenderId, dedupeKey, now }: Gone): Promise<void> {
  const row = await tx
    .updateTable('cases')
    .set((eb) => ({ closedAt: now, closedBy: 'keyturn', version: eb('version', '+', 1) }))
    .where('lenderId', '=', lenderId)
    .where('dedupeKey', '=', dedupeKey)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) return
  await writeJournal(tx, {
    ...{ lenderId, actor: 'keyturn', action: 'case.closed' },
    ...{ subject: 'case', subjectId: row.id },
  })
}
