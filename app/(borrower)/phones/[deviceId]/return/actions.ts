'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress } from '#app/form-faults.ts'
import { id, wholeNumber } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { offerReturn } from '#lib/returns/offer-return.ts'

const keepForm = z.object({ deviceId: id, seenOutstandingMinor: wholeNumber })

export async function keepQuote(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const read = requireForm(form, keepForm)
  const wish = { ...read, borrowerId: borrower.id, now: Temporal.Now.instant() }
  const offered = await transaction((tx) => offerReturn(tx, wish))
  const page = `/phones/${wish.deviceId}/return`
  if (!('refusal' in offered)) redirect(`${page}/hand-over`)
  if (offered.refusal === 'not_found') missing()
  redirect(offered.refusal === 'changed' ? await faultAddress(`${page}?refusal=changed`) : page)
}
