import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { type Lender, lenderByHost } from '#lib/db/lenders.ts'
import { answerWith } from '#lib/http/answer-status.ts'
import { askedHost } from '#lib/http/asked-host.ts'
import { log } from '#lib/log.ts'
import { currentStaff } from '#lib/staff/guards.ts'

// Only for the page that says that the records cannot be reached: whom to call must be said all the same.
const lastKnown = new Map<string, Lender>()

/** The lender whose host name was asked for; undefined on a host that is nobody's. At most one query in a request, none with a session. */
export const currentLender = cache(async (): Promise<Lender | undefined> => {
  const signedIn = (await currentBorrower()) ?? (await currentStaff())
  const host = askedHost(await headers())
  const lender = signedIn?.lender ?? (host ? await lenderByHost(database(), host) : undefined)
  if (host && lender) lastKnown.set(host, lender)
  return lender
})

/** The lender of this host; on a host that is nobody's, the page to choose one. */
export async function requireLender(): Promise<Lender> {
  return (await currentLender()) ?? redirect('/')
}

/** Undefined while the records answer; otherwise what can still be said. Logged once in a request. */
export const outage = cache(async (): Promise<{ lender: Lender | undefined } | undefined> => {
  try {
    await currentLender()
    return undefined
  } catch (cause) {
    unstable_rethrow(cause)
    log.error({ err: cause }, 'the records cannot be reached')
    answerWith(503)
    const host = askedHost(await headers())
    return { lender: host ? lastKnown.get(host) : undefined }
  }
})
