'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { LoanAtDesk } from '#lib/loans/loan-at-desk.ts'
import { renewPayLink } from '#lib/payments/links/renew-pay-link.ts'

/** Ends a phone's pay link and makes another, after showing what that does. */
export async function replaceLink(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed.loanId ?? '')
  const { reason = '', seen = '' } = typed
  const t = await getTranslations('desk-acts')
  if (reason === '') return withFaults({ typed, faults: { reason: t('fault.reason') } })
  const key = `${seen}|${reason}`
  if (!isConfirmed(typed, key)) {
    const sentences = await effectsOn(loan, seen !== '')
    return { typed, faults: {}, effects: { key, sentences } }
  }
  const wish = { lenderId: lender.id, loanId: loan.loanId, staffId: staff.id, reason, seen }
  const renewed = await transaction((tx) =>
    renewPayLink(tx, { ...wish, now: Temporal.Now.instant() }),
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
