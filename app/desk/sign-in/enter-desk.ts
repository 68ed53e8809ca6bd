import { cookies } from 'next/headers'
import { keepKnown } from '#app/this-browser.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { staffCookieName, staffCookieOptions } from '#lib/staff/session-cookie.ts'
import { endStaffSession, startStaffSession } from '#lib/staff/sessions.ts'

type Entrance = { lenderId: string; staffId: string; now: Temporal.Instant }

/** Starts the session in place of what this browser had; `enter` gives the browser its cookie once that is committed. */
export async function enterDesk(tx: Tx, entrance: Entrance): Promise<{ enter(): Promise<void> }> {
  const before = (await cookies()).get(staffCookieName())?.value
  if (before) await endStaffSession(tx, before, entrance.now)
  const secret = await startStaffSession(tx, entrance)
  // No end of its own: it goes when the browser is closed.
  const enter = async () => {
    ;(await cookies()).set(staffCookieName(), secret, staffCookieOptions())
    await keepKnown(entrance.staffId, entrance.now)
  }
  return { enter }
}
