import { cache } from 'react'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { type Plan, planBy } from '#lib/domain/plan/plan.ts'
import { type LoanRecord, readLoan } from '#lib/ledger/ledger.ts'
import { basisOf } from '#lib/plans/plan-basis.ts'
import { planAtDesk } from '#lib/plans/queries.ts'
import { requireStaff } from '#lib/staff/guards.ts'

/** A request as whoever decides on it sees it: with the figures of now. */
export type DeskPlan = Awaited<ReturnType<typeof requireDeskPlan>>

export const requireDeskPlan = cache(async (planId: string) => {
  const signedIn = await requireStaff()
  const { lender } = signedIn
  const plan = await planAtDesk(database(), lender.id, planId)
  if (!plan) return notAtThisDesk(signedIn, `plan ${planId}`)
  const reader = await readerOf(lender)
  const loan: LoanRecord = await readLoan(database(), plan.loanId)
  const basis = await basisOf(database(), loan, reader.now)
  const arrears = arrearsOf(loan.schedule, loan.outstandingMinor, basis.today)
  const asked: Plan | undefined =
    plan.offer && basis.balance.outstandingMinor > 0n ? planBy(plan.offer.terms, basis) : undefined
  return { ...signedIn, plan, reader, basis, arrears, asked }
})
