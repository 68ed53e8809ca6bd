'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { withFaults } from '#app/form-faults.ts'
import { typedText } from '#app/form-values.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type DisputeFaults, readDispute } from '#lib/domain/borrower-dispute.ts'
import { takeMessage } from '#lib/workflows/holds/take-message.ts'

export type Said = {
  typed: { what: string; note: string; paymentReference: string }
  faults: DisputeFaults & { message?: 'too_many' }
}

const wrongForm = z.object({
  deviceId: z.string().catch(''),
  what: typedText(5_000),
  note: typedText(5_000),
  paymentReference: typedText(5_000),
})

/** Takes what the borrower says is wrong; gives back what was typed when something about it is unclear. */
export async function sendDispute(_: Said, form: FormData): Promise<Said> {
  const { deviceId, ...typed } = wrongForm.parse(Object.fromEntries(form))
  const { borrower, phone } = await requirePhone(deviceId)
  const reading = readDispute(typed)
  if (!reading.ok) return withFaults({ typed, faults: reading.faults })
  const { message } = reading
  const [by, now] = [`borrower:${borrower.id}`, Temporal.Now.instant()]
  const taken = await transaction((tx) =>
    takeMessage(tx, { loanId: phone.loanId, message, by, now }),
  )
  if ('refusal' in taken) return withFaults({ typed, faults: { message: taken.refusal } })
  redirect(`/phones/${phone.deviceId}/dispute?sent=1`)
}
