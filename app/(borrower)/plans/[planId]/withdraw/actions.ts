'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { id } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'

const withdrawForm = z.object({ planId: id })

// Over already, or another's: the page of the plan says which, and another's is not there.
export async function withdraw(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const { planId } = requireForm(form, withdrawForm)
  const [borrowerId, now] = [borrower.id, Temporal.Now.instant()]
  const actor = `borrower:${borrowerId}`
  await transaction((tx) => takeBackPlan(tx, { planId, borrowerId, actor, now }))
  redirect(`/plans/${planId}`)
}
