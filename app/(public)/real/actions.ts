'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { oneOf, text } from '#app/form-values.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { keepSuspectMessage, suspectChannels } from '#lib/cases/keep-suspect-message.ts'
import { limitSuspects } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { clientAddress } from '#lib/http/client-address.ts'

const doubtForm = z.object({ channel: oneOf(suspectChannels), from: text(200), note: text(4_000) })

/** Nothing was written: nothing is kept. The browser asks for the words before it sends the form. */
export async function tellOfMessage(form: FormData): Promise<never> {
  const lender = await requireLender()
  const { channel = 'letter', from, note } = doubtForm.parse(Object.fromEntries(form))
  if (!note) redirect('/real#report')
  const limit = await limitSuspects(lender.id, clientAddress(await headers()))
  if (!limit.ok) redirect('/real?limited=1')
  const borrowerId = (await currentBorrower())?.borrower.id ?? null
  const told = { lenderId: lender.id, borrowerId, message: { channel, from, note } }
  redirect(`/real?told=${await transaction((tx) => keepSuspectMessage(tx, told))}`)
}
