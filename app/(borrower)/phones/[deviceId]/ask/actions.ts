'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { faultAddress } from '#app/form-faults.ts'
import { id, typedText } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { limitAskLinks } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makeAskLink } from '#lib/payments/links/ask-link.ts'
import { endLinkAndAttempt } from '#lib/workflows/checkout/end-ask-link.ts'

const askForm = z.object({ deviceId: id, payLinkId: id, name: typedText(1000) })

/** Makes a link by which somebody else pays for the borrower's phone. */
export async function makeLink(form: FormData): Promise<never> {
  const wanted = requireForm(form, askForm)
  const { deviceId } = wanted
  const { borrower } = await requirePhone(deviceId)
  const again = async (refusal: string) =>
    redirect(await faultAddress(`/phones/${deviceId}/ask?refusal=${refusal}`))
  if (!(await limitAskLinks(deviceId)).ok) return again('limited')
  const now = Temporal.Now.instant()
  const made = await transaction((tx) =>
    makeAskLink(tx, { ...wanted, borrowerId: borrower.id, now }),
  )
  if ('payLinkId' in made) return redirect(`/phones/${deviceId}/ask/${made.payLinkId}`)
  return made.refusal === 'missing' ? missing() : again(made.refusal)
}

const endForm = z.object({ deviceId: id, payLinkId: id })

/** Ends a link of the borrower's, with what was begun by it. */
export async function endLink(form: FormData): Promise<never> {
  const { deviceId, payLinkId } = requireForm(form, endForm)
  const { lender, borrower } = await requirePhone(deviceId)
  const outcome = await endLinkAndAttempt({
    lenderId: lender.id,
    deviceId,
    payLinkId,
    actor: `borrower:${borrower.id}`,
    now: Temporal.Now.instant(),
  })
  if (outcome === 'missing') return missing()
  const told = outcome === 'still_open' ? '?end=still_open' : ''
  return redirect(`/phones/${deviceId}/ask/${payLinkId}${told}`)
}
