'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { id } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { takeBackPromise } from '#lib/workflows/promises/take-back-promise.ts'

const withdrawForm = z.object({ promiseId: id })

// Not open any more, or another's: the page of the promise says which, and another's is not there.
export async function withdraw(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const { promiseId } = requireForm(form, withdrawForm)
  const now = Temporal.Now.instant()
  await transaction((tx) => takeBackPromise(tx, { promiseId, borrowerId: borrower.id, now }))
  redirect(`/promises/${promiseId}`)
}
