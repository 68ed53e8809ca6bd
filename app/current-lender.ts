import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { type Lender, lenderByHost } from '#lib/db/lenders.ts'
import { askedHost } from '#lib/gateways/asked-host.ts'

/** The lender whose host name was asked for; undefined on a host that is nobody's. At most one query in a request, none with a session. */
export const currentLender = cache(async (): Promise<Lender | undefined> => {
  const signedIn = await currentBorrower()
  if (signedIn) return signedIn.lender
  const host = askedHost(await headers())
  return host ? lenderByHost(database(), host) : undefined
})

/** The lender of this host; on a host that is nobody's, the page to choose one. */
export async function requireLender(): Promise<Lender> {
  return (await currentLender()) ?? redirect('/')
}
