'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { openDoor } from '#app/(public)/sign-in/open-door.ts'
import { requireLender } from '#app/current-lender.ts'
import { typedText } from '#app/form-values.ts'
import { takeUpLink } from '#lib/accounts/sign-in-link.ts'
import { transaction } from '#lib/db/transaction.ts'

const linkForm = z.object({ token: typedText(100) })

export async function signInByLink(form: FormData): Promise<never> {
  const lender = await requireLender()
  const { token } = linkForm.parse(Object.fromEntries(form))
  const again = `/sign-in/link/${encodeURIComponent(token || 'none')}`
  const now = Temporal.Now.instant()
  const entrance = await transaction(async (tx) => {
    const borrowerId = await takeUpLink(tx, { lenderId: lender.id, token, now })
    return borrowerId ? openDoor(tx, { lender, borrowerId, ownDevice: false, now }) : undefined
  })
  if (!entrance) return redirect(again)
  await entrance.enter()
  redirect('/phones')
}
