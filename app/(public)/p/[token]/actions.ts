'use server'

import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { faultAddress } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { payLinkOf } from '#app/pay-link.ts'
import { shownForm } from '#app/pay-wish.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { phoneOfPayLink } from '#lib/loans/queries.ts'
import { startPayment } from '#lib/workflows/checkout/start-payment.ts'
import { choiceOfLink } from './choice-of-link.ts'

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
  const choice = choiceOfLink(link, phone, payTerms(lender, phone.currency, { timeZone, now }))
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
