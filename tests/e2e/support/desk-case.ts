import type { CaseKind } from '#lib/cases/open-case.ts'
import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { Borrower } from './borrower.ts'

/** A case about a borrower's loan; it was promised so long ago that it is the first of the work list. */
export async function givenCase(
  { lenderId, loanId }: Borrower,
  kind: CaseKind = 'borrower_dispute',
): Promise<{ id: string; reference: string }> {
  const dedupeKey = `${kind}:${loanId}`
  const detail = { what: 'amount', note: 'I paid 4,500 in October.', paymentReference: '' }
  await transaction((tx) => openCase(tx, { lenderId, loanId, kind, dedupeKey, detail }))
  return database()
    .updateTable('cases')
    .set({ dueAt: Temporal.Now.instant().subtract({ hours: 24 * 30 }) })
    .where('dedupeKey', '=', dedupeKey)
    .returning(['id', 'reference'])
    .executeTakeFirstOrThrow()
}
