'use server'

import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { payLinkOf } from '#app/pay-link.ts'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { keptText } from '#lib/domain/kept-text.ts'

/** From the code printed under the QR code, or the whole address around it, to its payment page. */
export async function openLink(form: FormData): Promise<never> {
  await requireLender()
  const typed = keptText(String(form.get('code') ?? '')).slice(0, 300)
  const token = linkToken(typed.split('/').at(-1) ?? '')
  const link = token === '' ? undefined : await payLinkOf(token)
  return redirect(link ? `/p/${token}` : `/?${new URLSearchParams({ code: typed })}`)
}
