'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { id, readBy, wholeNumber } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { transaction } from '#lib/db/transaction.ts'
import { parseReference } from '#lib/domain/identity/reference.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { endSettlementLink } from '#lib/payments/links/settlement-link.ts'
import { linkForBuyer } from '#lib/workflows/strangers/link-for-buyer.ts'

// `seen`: what was owed when the page was made. The case may be left out.
const linkForm = z.object({
  seen: wholeNumber,
  token: id,
  caseReference: readBy((typed) => (typed === '' ? '' : parseReference(typed))),
  reason: z.string().min(1),
})

export async function makeLink(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed)
  const t = await getTranslations('desk-acts')
  const words = { reason: t('fault.reason'), caseReference: t('settlement_link.fault_case') }
  const { asked, faults } = readTyped(typed, linkForm, words)
  if (!asked) return withFaults({ typed, faults })
  const { seen, caseReference, reason } = asked
  const key = `${seen}|${caseReference}|${reason}`
  if (!isConfirmed(typed, key)) {
    const shown = t(caseReference ? 'settlement_link.effect_case' : 'settlement_link.effect_hand')
    const sentences = [t('settlement_link.effect_pays'), t('settlement_link.effect_sees'), shown]
    return { typed, faults: {}, effects: { key, sentences } }
  }
  const made = await transaction((tx) =>
    linkForBuyer(tx, {
      payLinkId: actIdOf(typed),
      lenderId: lender.id,
      loanId: loan.loanId,
      staffId: staff.id,
      caseReference: caseReference || undefined,
      reason,
      seenOutstandingMinor: seen,
      now: Temporal.Now.instant(),
    }),
  )
  if ('payLinkId' in made) redirect(`${pathOf(loan.loanId)}?done=${made.payLinkId}`)
  if (made.refusal === 'missing') missing()
  if (made.refusal === 'no_such_case' || made.refusal === 'other_loan')
    return withFaults({
      typed,
      faults: { caseReference: t(`settlement_link.fault_${made.refusal}`) },
    })
  return { typed, faults: {}, notice: await figuresChanged() }
}

const endForm = z.object({ payLinkId: id })

export async function endLink(form: FormData): Promise<never> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed)
  const { payLinkId } = requireForm(typed, endForm)
  const { loanId } = loan
  const ending = { lenderId: lender.id, loanId, payLinkId, actor: `staff:${staff.id}` }
  await transaction((tx) => endSettlementLink(tx, { ...ending, now: Temporal.Now.instant() }))
  redirect(pathOf(loanId))
}

function pathOf(loanId: string): string {
  return `/desk/loans/${loanId}/acts/settlement-link`
}
