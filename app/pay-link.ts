import { cache } from 'react'
import { currentLender } from '#app/current-lender.ts'
import { database } from '#lib/db/client.ts'
import { payLinkByCode } from '#lib/payments/pay-link.ts'

/** The pay link of this request's lender, or undefined: guessed, revoked and unknown codes are all the same. */
export const payLinkOf = cache(async (code: string) => {
  const lender = await currentLender()
  return lender && payLinkByCode(database(), lender.id, code)
})
