import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { database } from '#lib/db/client.ts'
import { isAllowed, type StaffRole } from '#lib/domain/roles.ts'
import { askedHost } from '#lib/http/asked-host.ts'
import { isPassive } from '#lib/http/passive.ts'
import { auditDenied } from './audit-view.ts'
import { staffCookieName } from './session-cookie.ts'
import {
  findHalfSession,
  findStaffSession,
  noteStaffActivity,
  type SignedInStaff,
} from './sessions.ts'

export type { SignedInStaff, StaffRole }

/** Who of the staff is signed in, asked once in a request; undefined: nobody. Does not count as activity. */
export const currentStaff = cache(async (): Promise<SignedInStaff | undefined> => {
  const asked = await askedWith()
  return asked && findStaffSession(database(), asked)
})

/** Whose password was right in this browser, with the code still to come. */
export async function halfSignedIn(): Promise<SignedInStaff | undefined> {
  const asked = await askedWith()
  return asked && findHalfSession(database(), asked)
}

/**
 * The signed-in member of this lender's staff, with at least this role. Nobody is sent to sign in; somebody
 * whose role does not reach is told so, and the try is kept. Counts as activity.
 */
export const requireStaff = cache(async (role: StaffRole = 'agent'): Promise<SignedInStaff> => {
  const signedIn = await currentStaff()
  const sent = await headers()
  const path = sent.get('x-path') ?? '/desk'
  if (!signedIn) return redirect(await signInPath(path))
  if (!isPassive(sent)) await noteStaffActivity(database(), signedIn, Temporal.Now.instant())
  if (isAllowed(signedIn.staff.role, role)) return signedIn
  await auditDenied(database(), signedIn, { path: withoutSearch(path), needs: role })
  return redirect(`/desk/not-for-your-role?needs=${role}`)
})

async function askedWith() {
  const secret = (await cookies()).get(staffCookieName())?.value
  const host = askedHost(await headers())
  return secret && host ? { secret, host, now: Temporal.Now.instant() } : undefined
}

/** Where to sign in, and come back from to the page that was wanted. */
async function signInPath(wanted: string): Promise<string> {
  const search = new URLSearchParams()
  if ((await cookies()).has(staffCookieName())) {
    search.set('ended', '1')
    if (isSentByBrowser(await headers())) search.set('lost', '1')
  }
  search.set('next', wanted)
  return `/desk/sign-in?${search}`
}

// A page's own script keeps what was typed; without it, what a form sent is gone.
function isSentByBrowser(sent: Pick<Headers, 'get'>): boolean {
  return (
    /^(multipart|application\/x-www)/.test(sent.get('content-type') ?? '') &&
    !sent.get('next-action')
  )
}

// What was searched for may be somebody's number: it is not kept here.
function withoutSearch(path: string): string {
  return path.split('?')[0] ?? path
}
