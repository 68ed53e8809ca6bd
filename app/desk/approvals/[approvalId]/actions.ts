'use server'

import { redirect } from 'next/navigation'
import { typedIn } from '#app/desk/acts/act-state.ts'
import { missing } from '#app/missing.ts'
import { approvalOf } from '#lib/approvals/queries.ts'
import { withdrawApproval } from '#lib/approvals/withdraw-approval.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'

/** The second person approves or refuses; a refusal says why. */
export async function decide(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff('approver')
  const { approvalId = '', note = '', ...typed } = typedIn(form)
  const decision = (['approved', 'refused', 'stale'] as const).find(
    (word) => word === typed.decision,
  )
  await requireApproval(lender.id, approvalId)
  if (!decision) return missing()
  const page = `/desk/approvals/${approvalId}`
  if (decision === 'refused' && note === '') redirect(`${page}?fault=note`)
  const now = Temporal.Now.instant()
  const word = { approvalId, staffId: staff.id, decision, note: note || null, now }
  const decided = await transaction((tx) => decideAsked(tx, word))
  // By the same person, or by one who may not: the page says so as it then is.
  const isLate = 'refusal' in decided && decided.refusal === 'decided'
  redirect(isLate ? `${page}?late=1` : page)
}

/** Whoever asked takes it back. */
export async function withdraw(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff()
  const { approvalId = '' } = typedIn(form)
  await requireApproval(lender.id, approvalId)
  const now = Temporal.Now.instant()
  const isWithdrawn = await transaction((tx) =>
    withdrawApproval(tx, { approvalId, staffId: staff.id, now }),
  )
  redirect(`/desk/approvals/${approvalId}${isWithdrawn ? '' : '?late=1'}`)
}

async function requireApproval(lenderId: string, approvalId: string): Promise<void> {
  const approval = isUuid(approvalId)
    ? await approvalOf(database(), lenderId, approvalId)
    : undefined
  if (!approval) missing()
}
