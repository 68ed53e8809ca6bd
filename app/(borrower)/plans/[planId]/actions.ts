'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { acceptPlan } from '#lib/workflows/plans/accept-plan.ts'

const acceptForm = z.object({ planId: id, offerId: id })

// What is not accepted any more says so by its own page; what has changed is shown again with its new figures.
export async function accept(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const seen = requireForm(form, acceptForm)
  const answer = await transaction((tx) =>
    acceptPlan(tx, {
      ...seen,
      borrowerId: borrower.id,
      actor: `borrower:${borrower.id}`,
      now: Temporal.Now.instant(),
    }),
  )
  const hasChanged = 'refusal' in answer && answer.refusal === 'changed_since'
  const page = `/plans/${seen.planId}`
  redirect(hasChanged ? await faultAddress(`${page}?said=changed_since`) : page)
}
