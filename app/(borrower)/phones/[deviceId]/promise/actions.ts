'use server'

import { redirect } from 'next/navigation'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { faultAddress } from '#app/form-faults.ts'
import { transaction } from '#lib/db/transaction.ts'
import { promiseLimits } from '#lib/domain/promise/promise-limits.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { promiseToPay } from '#lib/workflows/promises/promise-to-pay.ts'
import { promiseForm, type Typed, wishedDate, wishedMinor } from './promise-form-values.ts'

export async function promise(form: FormData): Promise<never> {
  const wish = promiseForm.parse(Object.fromEntries(form))
  const { lender, borrower, phone, reader } = await requirePhone(wish.deviceId)
  const again = async (refusal: string) =>
    redirect(await faultAddress(`/phones/${wish.deviceId}/promise?${kept(wish, refusal)}`))
  const now = Temporal.Now.instant()
  const terms = payTerms(lender, phone.currency, { timeZone: lender.timeZone, now })
  const { seenArrearsMinor: arrearsMinor } = wish
  if (arrearsMinor === undefined) return again('changed_since')
  const { outstandingMinor } = phone
  const { minimumMinor } = promiseLimits({ arrearsMinor, outstandingMinor }, terms)
  const dueOn = wishedDate(wish)
  const { locale } = reader
  const amountMinor = wishedMinor(wish, { arrearsMinor, minimumMinor, ...terms, locale })
  if (!dueOn || amountMinor === undefined) return again('unclear')
  const made = await transaction((tx) =>
    promiseToPay(tx, {
      loanId: phone.loanId,
      actor: `borrower:${borrower.id}`,
      amountMinor,
      dueOn,
      seenArrearsMinor: arrearsMinor,
      now,
    }),
  )
  return 'refusal' in made ? again(made.refusal) : redirect(`/promises/${made.promiseId}`)
}

function kept({ when, date, choice, amount }: Typed, refusal: string): URLSearchParams {
  const search = new URLSearchParams({ refusal, when })
  if (when === 'other') search.set('date', date)
  if (choice) search.set('choice', choice)
  if (choice === 'other') search.set('amount', amount)
  return search
}
