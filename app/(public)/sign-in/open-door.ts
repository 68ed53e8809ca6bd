import { cookies } from 'next/headers'
import { getLocale } from 'next-intl/server'
import { keepKnown } from '#app/this-browser.ts'
import {
  cookieName,
  cookieOptions,
  encryptSession,
  openSession,
} from '#lib/accounts/session-cookie.ts'
import { absoluteHours, endSession, startSession } from '#lib/accounts/sessions.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { takeFailures } from '#lib/db/sign-in-failures.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { languageCookie } from '#lib/i18n/language-names.ts'
import { readPhonesOf } from '#lib/unlocks/read-phones-of.ts'

type Entrance = { lender: Lender; borrowerId: string; ownDevice: boolean; now: Temporal.Instant }

/** Starts the session, ending the one this browser had; `enter` gives the browser its cookies once that is committed. */
export async function openDoor(
  tx: Tx,
  { lender, borrowerId, ownDevice, now }: Entrance,
): Promise<{ enter: () => Promise<void> }> {
  const name = cookieName('next-auth.session-token')
  const before = await openSession((await cookies()).get(name)?.value)
  if (before) await endSession(tx, before, now)
  const account = { lenderId: lender.id, subject: 'borrower', subjectId: borrowerId } as const
  const failuresBefore = await takeFailures(tx, account)
  const session = { lenderId: lender.id, borrowerId, ownDevice, failuresBefore, now }
  const secret = await startSession(tx, session)
  await readPhonesOf(tx, borrowerId)
  const { locale } = await tx
    .selectFrom('borrowers')
    .select('locale')
    .where('id', '=', borrowerId)
    .executeTakeFirstOrThrow()
  const enter = async () => {
    const jar = await cookies()
    // On a borrowed device the cookie goes when the browser is closed.
    const kept = ownDevice ? { maxAge: absoluteHours * 60 * 60 } : {}
    jar.set(name, await encryptSession(secret), { ...cookieOptions(), ...kept })
    await keepKnown(borrowerId, now)
    jar.set(cookieName('sign-in'), '', { ...cookieOptions(), maxAge: 0 })
    if (!jar.has(languageCookie)) {
      // The book names the lender's own language where nobody has said another: then it stays as the door was read.
      const language = locale === lender.locale ? await getLocale() : locale
      jar.set(languageCookie, language, { path: '/', sameSite: 'lax', httpOnly: true })
    }
  }
  return { enter }
}
