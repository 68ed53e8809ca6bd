import type { Tx } from '#lib/db/transaction.ts'

type Named = { lenderId: string; reference: string; loanId: string }

/** The case of a buyer that a reference names, about this loan from now on; refused when it is about another. */
export async function buyerCaseOfLoan(
  tx: Tx,
  { lenderId, reference, loanId }: Named,
): Promise<{ caseId: string } | { refusal: 'no_such_case' | 'other_loan' }> {
  const found = await tx
    .selectFrom('cases')
    .select(['id', 'loanId'])
    .where('lenderId', '=', lenderId)
    .where('reference', '=', reference)
    .where('kind', '=', 'buyer_report')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!found) return { refusal: 'no_such_case' }
  if (found.loanId !== null && found.loanId !== loanId) return { refusal: 'other_loan' }
  if (found.loanId === null)
    await tx.updateTable('cases').set({ loanId }).where('id', '=', found.id).execute()
  return { caseId: found.id }
}
