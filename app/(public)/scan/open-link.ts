'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { typedText } from '#app/form-values.ts'
import { payLinkOf } from '#app/payment/pay-link-of-request.ts'
import { typedCode } from '#lib/domain/identity/link-token.ts'
import { elsewhere } from './address.ts'

const codeForm = z.object({ code: typedText(300) })

export async function openLink(form: FormData): Promise<never> {
  const lender = await requireLender()
  const { code: typed } = codeForm.parse(Object.fromEntries(form))
  const token = typedCode(typed)
  const isElsewhere = (await elsewhere(typed, lender)) !== undefined
  const link = token === '' || isElsewhere ? undefined : await payLinkOf(token)
  return redirect(link ? `/p/${token}` : `/scan?${new URLSearchParams({ code: typed })}`)
}
