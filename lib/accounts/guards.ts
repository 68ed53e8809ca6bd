import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { database } from '#lib/db/client.ts'
import { isPassive } from './passive.ts'
import { cookieName, openSession } from './session-cookie.ts'
import { findSession, noteActivity, type SignedIn } from './sessions.ts'

/** Who is signed in, asked once in a request; undefined: nobody. Does not count as activity, so what polls asks this. */
export const currentBorrower = cache(async (): Promise<SignedIn | undefined> => {
  const [cookie, host] = [await sessionCookie(), (await headers()).get('host')]
  const secret = await openSession(cookie)
  if (!secret || !host) return undefined
  return findSession(database(), { secret, host, now: Temporal.Now.instant() })
})

/** The signed-in borrower of this host's lender; anybody else is sent to sign in. Counts as activity. */
export const requireBorrower = cache(async (): Promise<SignedIn> => {
  const signedIn = await currentBorrower()
  if (!signedIn) redirect((await sessionCookie()) ? '/sign-in?ended=1' : '/sign-in')
  if (!isPassive(await headers())) {
    await noteActivity(database(), signedIn, Temporal.Now.instant())
  }
  return signedIn
})

async function sessionCookie(): Promise<string | undefined> {
  return (await cookies()).get(cookieName('next-auth.session-token'))?.value
}
