import { elsewhere } from '#app/(public)/scan/address.ts'
import { payLinkOf } from '#app/payment/pay-link-of-request.ts'
import type { Lender } from '#lib/db/lenders.ts'
import {
  addressHost,
  isLikeLinkCode,
  linkCodeLength,
  typedCode,
} from '#lib/domain/identity/link-token.ts'

/**
 * What was typed instead of a name: the code under the QR code, or the whole address around it. It leads on to its payment
 * page; an address that leads nowhere here, to where that is told. Without a way it only looks like a code. Undefined: a name.
 */
export async function codeTyped(
  typed: string,
  lender: Lender,
): Promise<{ leadsTo: string | undefined } | undefined> {
  const token = typedCode(typed)
  const other = await elsewhere(typed, lender)
  const link = token.length === linkCodeLength && !other && (await payLinkOf(token))
  if (link) return { leadsTo: `/p/${token}` }
  const isOurs = other ? other.page !== undefined : addressHost(typed) !== undefined
  if (isOurs || /^\s*https?:/i.test(typed))
    return { leadsTo: `/scan?${new URLSearchParams({ code: typed.slice(0, 300) })}` }
  return isLikeLinkCode(typed) ? { leadsTo: undefined } : undefined
}
