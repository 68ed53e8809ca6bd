import { cache } from 'react'
import { currentLender } from '#app/current-lender.ts'
import { database } from '#lib/db/client.ts'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { payLinkByCode } from '#lib/payments/links/pay-link.ts'

/**
 * The pay link of this request's lender, or undefined: guessed, revoked and unknown codes are all the same. Nobody
 * is kept from trying: 80 bits are not guessed, and a link that is right opens whoever tried wrong ones before.
 */
export const payLinkOf = cache(async (code: string) => {
  const lender = await currentLender()
  return lender && payLinkByCode(database(), lender.id, linkToken(code))
})
