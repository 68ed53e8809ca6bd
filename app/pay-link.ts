import { headers } from 'next/headers'
import { cache } from 'react'
import { currentLender } from '#app/current-lender.ts'
import { mayOpenLinks, noteWrongLink } from '#lib/accounts/limits.ts'
import { database } from '#lib/db/client.ts'
import { clientAddress } from '#lib/gateways/client-address.ts'
import { payLinkByCode } from '#lib/payments/pay-link.ts'

/**
 * The pay link of this request's lender, or undefined: guessed, revoked and unknown codes are all the same,
 * and so is every code for an address that has tried too many wrong ones.
 */
export const payLinkOf = cache(async (code: string) => {
  const [lender, address] = [await currentLender(), clientAddress(await headers())]
  if (!lender || !(await mayOpenLinks(address))) return undefined
  const link = await payLinkByCode(database(), lender.id, code)
  if (!link) await noteWrongLink(address)
  return link
})
