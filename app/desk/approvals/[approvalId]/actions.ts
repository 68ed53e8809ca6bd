'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress } from '#app/form-faults.ts'
import { id, text } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { approvalOf } from '#lib/approvals/queries.ts'
import { withdrawApproval } from '#lib/approvals/withdraw-approval.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'

const approvalForm = z.object({ approvalId: id })
const decisionForm = approvalForm.extend({
  decision: z.enum(['approved', 'refused', 'stale']),
  note: text(600),
})

export async function decide(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff('approver')
  const { approvalId, decision, note } = requireForm(form, decisionForm)
  await requireApproval(lender.id, approvalId)
  const page = `/desk/approvals/${approvalId}`
  if (decision === 'refused' && note === '') redirect(await faultAddress(`${page}?fault=note`))
  const now = Temporal.Now.instant()
  const word = { approvalId, staffId: staff.id, decision, note: note || null, now }
  const decided = await transaction((tx) => decideAsked(tx, word))
  // Twice by the same person, or by one who may not: the page says so as it then is.
  const isLate = 'refusal' in decided && decided.refusal === 'decided'
  redirect(isLate ? `${page}?late=1` : page)
}

export async function withdraw(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff()
  const { approvalId } = requireForm(form, approvalForm)
  await requireApproval(lender.id, approvalId)
  const now = Temporal.Now.instant()
  const isWithdrawn = await transaction((tx) =>
    withdrawApproval(tx, { approvalId, staffId: staff.id, now }),
  )
  redirect(`/desk/approvals/${approvalId}${isWithdrawn ? '' : '?late=1'}`)
}

async function requireApproval(lenderId: string, approvalId: string): Promise<void> {
  if (!(await approvalOf(database(), lenderId, approvalId))) missing()
}
