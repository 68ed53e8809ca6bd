'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { faultAddress } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { issueCode, passkeyField, passkeyRefusal } from '#app/payment/issue-code.ts'
import { requireForm } from '#app/require-form.ts'
import { transaction } from '#lib/db/transaction.ts'
import { sayOpen } from '#lib/unlocks/say-open.ts'
import { requestUnlockForBorrower } from '#lib/workflows/unlocks/request-unlock-for-borrower.ts'

const openForm = z.object({
  deviceId: id,
  passkey: passkeyField,
  intent: z.enum(['ask', 'code', 'said']),
})

export async function askForUnlock(form: FormData): Promise<never> {
  const read = requireForm(form, openForm)
  const { deviceId, intent, passkey = '' } = read
  const { borrower } = await requirePhone(deviceId)
  const [now, page] = [Temporal.Now.instant(), `/phones/${deviceId}/open`]
  const asked = { deviceId, borrowerId: borrower.id, now }
  if (intent === 'said') {
    const isKept = await transaction((tx) => sayOpen(tx, asked))
    redirect(isKept ? '/phones' : page)
  }
  const opened = await transaction((tx) => requestUnlockForBorrower(tx, asked))
  if ('refusal' in opened && (intent === 'ask' || opened.refusal !== 'lately'))
    redirect(await faultAddress(`${page}?refusal=${opened.refusal}`))
  if (intent === 'ask') redirect(`${page}?asked=1`)
  const actor = `borrower:${borrower.id}`
  const issued = await issueCode({ about: { deviceId }, passkey: passkey || undefined, actor })
  if ('ok' in issued) redirect(page)
  const refusal = passkeyRefusal(issued.refusal, read.passkey)
  return redirect(await faultAddress(`${page}?${new URLSearchParams({ refusal, passkey })}`))
}
