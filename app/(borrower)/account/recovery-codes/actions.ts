'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { seenNumber } from '#app/form-values.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { makeRecoveryCodes } from '#lib/accounts/recovery-codes.ts'
import { transaction } from '#lib/db/transaction.ts'

const sheetForm = z.object({ replaces: seenNumber })

/** Makes a sheet and gives it to the page this once. One that is there is not lost before its owner was asked. */
export async function makeSheet(_: unknown, form: FormData): Promise<string[]> {
  const { lender, borrower } = await requireBorrower()
  const { replaces } = sheetForm.parse(Object.fromEntries(form))
  const sheet = { lenderId: lender.id, borrowerId: borrower.id, replaces }
  const now = Temporal.Now.instant()
  const codes = await transaction((tx) => makeRecoveryCodes(tx, { ...sheet, now }))
  return codes ?? redirect('/account/recovery-codes?replace=1')
}
