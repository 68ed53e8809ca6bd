'use server'

import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { faultAddress } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { payLinkOf } from '#app/payment/pay-link-of-request.ts'
import { shownForm } from '#app/payment/pay-wish.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { limitStatements } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { linkChoice } from '#lib/domain/money/link-choice.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { phoneOfPayLink } from '#lib/loans/queries.ts'
import { isPaidByLink } from '#lib/payments/links/paid-by-link.ts'
import { startPayment } from '#lib/workflows/checkout/start-payment.ts'
import { makeStatement } from '#lib/workflows/strangers/make-statement.ts'

const linkForm = shownForm.extend({ token: z.string() })

export async function payByLink(form: FormData): Promise<never> {
  const lender = await requireLender()
  const locale = await getLocale()
  const { token, shownMinor, confirmAnother } = requireForm(form, linkForm)
  const link = await payLinkOf(token)
  const phone = link && (await phoneOfPayLink(database(), lender.id, link.id))
  if (!phone) missing()
  const now = Temporal.Now.instant()
  const { timeZone } = lender
  const choice = linkChoice(link, phone, payTerms(lender, phone.currency, { timeZone, now }))
  const again = async (refusal: string) =>
    redirect(await faultAddress(`/p/${encodeURIComponent(token)}?refusal=${refusal}`))
  if (!choice || choice.amountMinor !== shownMinor) return again('changed_since')
  const started = await startPayment({
    loanId: phone.loanId,
    actor: `pay_link:${link.id}`,
    payLinkId: link.id,
    choice: choice.name,
    amountMinor: choice.amountMinor,
    // What is owed in all is not for the holder of a link: only the amount shown is compared.
    seenOutstandingMinor: phone.outstandingMinor,
    confirmAnother,
    locale,
    receiptEmail: null,
    now,
  })
  return 'refusal' in started ? again(started.refusal) : redirect(started.checkoutUrl)
}

const certificateForm = z.object({ token: z.string() })

export async function makeCertificate(form: FormData): Promise<never> {
  const lender = await requireLender()
  const { token } = requireForm(form, certificateForm)
  const link = await payLinkOf(token)
  if (link?.purpose !== 'settlement' || !(await isPaidByLink(database(), link.id))) missing()
  const page = `/p/${encodeURIComponent(token)}`
  if (!(await limitStatements(link.deviceId)).ok) return redirect(page)
  const wanted = { lender, deviceId: link.deviceId, madeBy: `pay_link:${link.id}`, onlyFree: true }
  const made = await transaction((tx) =>
    makeStatement(tx, { ...wanted, now: Temporal.Now.instant() }),
  )
  return redirect('code' in made ? `/check/${made.code}` : page)
}
