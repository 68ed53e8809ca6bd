'use server'

import { requireBorrower } from '#lib/accounts/guards.ts'
import { makeRecoveryCodes } from '#lib/accounts/recovery-codes.ts'
import { transaction } from '#lib/db/transaction.ts'

/** Makes a sheet and gives it to the page this once. */
export async function makeSheet(): Promise<string[]> {
  const { lender, borrower } = await requireBorrower()
  const owner = { lenderId: lender.id, borrowerId: borrower.id }
  return transaction((tx) => makeRecoveryCodes(tx, owner, Temporal.Now.instant()))
}
