'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { LoanAtDesk } from '#lib/loans/loan-at-desk.ts'
import { renewPayLink } from '#lib/payments/links/renew-pay-link.ts'
import { endLinkAndAttempt } from '#lib/workflows/checkout/end-ask-link.ts'

// `seen`: the link that the page showed, if there was one.
const linkForm = z.object({ seen: z.string(), token: id, reason: z.string().min(1) })

export async function replaceLink(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed)
  const t = await getTranslations('desk-acts')
  const { asked, faults } = readTyped(typed, linkForm, { reason: t('fault.reason') })
  if (!asked) return withFaults({ typed, faults })
  const { reason, seen } = asked
  const key = `${seen}|${reason}`
  const seenLinkId = seen || undefined
  if (!isConfirmed(typed, key)) {
    const sentences = await effectsOn(loan, seenLinkId !== undefined)
    return { typed, faults: {}, effects: { key, sentences } }
  }
  const who = { lenderId: lender.id, loanId: loan.loanId, staffId: staff.id }
  const renewed = await transaction((tx) =>
    renewPayLink(tx, {
      ...who,
      payLinkId: actIdOf(typed),
      reason,
      seenLinkId,
      now: Temporal.Now.instant(),
    }),
  )
  if ('payLinkId' in renewed)
    redirect(`/desk/loans/${loan.loanId}/acts/pay-link?done=${renewed.payLinkId}`)
  if (renewed.refusal === 'missing') missing()
  return { typed, faults: {}, notice: await figuresChanged() }
}

async function effectsOn({ lockState, provider }: LoanAtDesk, isOld: boolean): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const way =
    lockState === 'released' ? 'released' : isOpenedByHand(provider ?? '') ? 'by_hand' : 'screen'
  return [
    ...(isOld ? [t('pay_link.effect_old')] : []),
    t(`pay_link.effect_${way}`),
    t('pay_link.effect_books'),
  ]
}

const endForm = z.object({ payLinkId: id })

/** Ends a link by which the borrower asks somebody to pay, at once. */
export async function endAskedLink(form: FormData): Promise<never> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed)
  const { payLinkId } = requireForm(typed, endForm)
  const { loanId, deviceId } = loan
  if (!deviceId) missing()
  const ending = { lenderId: lender.id, deviceId, payLinkId, actor: `staff:${staff.id}` }
  await endLinkAndAttempt({ ...ending, now: Temporal.Now.instant() })
  redirect(`/desk/loans/${loanId}/acts/pay-link`)
}
