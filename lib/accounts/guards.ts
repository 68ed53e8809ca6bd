import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { database } from '#lib/db/client.ts'
import { askedHost } from '#lib/http/asked-host.ts'
import { isPassive } from '#lib/http/passive.ts'
import { cookieName, openSession } from './session-cookie.ts'
import { findSession, noteActivity, type SignedIn } from './sessions.ts'

/** Who is signed in, asked once in a request; undefined: nobody. Does not count as activity, so what polls asks this. */
export const currentBorrower = cache(async (): Promise<SignedIn | undefined> => {
  const cookie = await sessionCookie()
  const host = askedHost(await headers())
  const secret = await openSession(cookie)
  if (!secret || !host) return undefined
  return findSession(database(), { secret, host, now: Temporal.Now.instant() })
})

/** The signed-in borrower of this host's lender; anybody else is sent to sign in. Counts as activity. */
export const requireBorrower = cache(async (): Promise<SignedIn> => {
  const signedIn = await currentBorrower()
  const sent = await headers()
  if (!signedIn) return redirect(await signInPath(sent.get('x-path')))
  if (!isPassive(sent)) await noteActivity(database(), signedIn, Temporal.Now.instant())
  return signedIn
})

/** Where to sign in, and come back from to the page that was wanted. */
async function signInPath(wanted: string | null): Promise<string> {
  const search = new URLSearchParams()
  if (await sessionCookie()) search.set('ended', '1')
  if (wanted) search.set('next', wanted)
  return search.size > 0 ? `/sign-in?${search}` : '/sign-in'
}

async function sessionCookie(): Promise<string | undefined> {
  return (await cookies()).get(cookieName('next-auth.session-token'))?.value
}
