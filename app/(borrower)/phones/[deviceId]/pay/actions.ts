'use server'

import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { faultAddress } from '#app/form-faults.ts'
import { payFormOf, wishedAmount } from '#app/payment/pay-wish.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { startPayment } from '#lib/workflows/checkout/start-payment.ts'

export async function pay(form: FormData): Promise<never> {
  const wish = payFormOf(form)
  const locale = await getLocale()
  const { lender, borrower, phone, reader } = await requirePhone(wish.deviceId)
  const again = async (refusal: string) =>
    redirect(await faultAddress(payPage({ ...wish, refusal })))
  if (!wish.choice) return again('choose_one')
  const amount = wishedAmount(wish, payTerms(lender, phone.currency, reader), reader.locale)
  // A typed amount is paid only after the page has shown what that very amount does.
  if (wish.choice === 'other' && (wish.isPreview || amount.isNew))
    return again(wish.isPreview ? 'previewed' : 'look_first')
  if (wish.seenOutstandingMinor === undefined) return again('changed_since')
  const started = await startPayment({
    loanId: phone.loanId,
    actor: `borrower:${borrower.id}`,
    payLinkId: null,
    choice: wish.choice,
    amountMinor: amount.amountMinor,
    seenOutstandingMinor: wish.seenOutstandingMinor,
    seenAmountMinor: wish.seenAmountMinor,
    seenOn: wish.seenOn,
    confirmAnother: wish.confirmAnother,
    locale,
    receiptEmail: borrower.email,
    now: Temporal.Now.instant(),
  })
  if (!('refusal' in started)) return redirect(started.checkoutUrl)
  // Only a tick that was asked for can be missing.
  const isTickMissing = started.refusal === 'another_open' && wish.wasTold && !wish.confirmAnother
  return again(isTickMissing ? 'confirm_another' : started.refusal)
}

type Kept = { deviceId: string; choice?: string | undefined; amount: string; refusal: string }

function payPage({ deviceId, choice, amount, refusal }: Kept): string {
  const kept = new URLSearchParams()
  if (choice) kept.set('choice', choice)
  if (choice === 'other') kept.set('amount', amount)
  if (refusal) kept.set('refusal', refusal)
  return `/phones/${deviceId}/pay?${kept}`
}
