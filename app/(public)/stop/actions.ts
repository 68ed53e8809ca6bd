'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { text } from '#app/form-values.ts'
import { limitStops } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { parseReference } from '#lib/domain/identity/reference.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { stopStranger } from '#lib/notices/stop-stranger.ts'

const stopForm = z.object({ email: text(320), reference: text(40) })

/** Answers alike whether address and reference belong together or not: nobody learns whom we wrote to. */
export async function stopLetters(form: FormData): Promise<never> {
  const lender = await requireLender()
  const typed = stopForm.parse(Object.fromEntries(form))
  const limit = await limitStops(lender.id, clientAddress(await headers()))
  if (!limit.ok) redirect('/stop?limited=1')
  const { email } = typed
  const reference = parseReference(typed.reference)
  const now = Temporal.Now.instant()
  if (reference)
    await transaction((tx) => stopStranger(tx, { lenderId: lender.id, email, reference, now }))
  redirect('/stop?done=1')
}
