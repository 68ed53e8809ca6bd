import { cookies } from 'next/headers'
import { z } from 'zod'
import { ticked } from '#app/form-values.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { cookieName, cookieOptions, openSession } from '#lib/accounts/session-cookie.ts'
import { endAllSessions, endSession } from '#lib/accounts/sessions.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOwnForm } from '#lib/http/own-form.ts'

/** A link or a typed address must not sign anybody out: it asks. */
export async function GET(): Promise<Response> {
  return goTo((await currentBorrower()) ? '/sign-out/ask' : '/sign-out/done')
}

const signOutForm = z.object({ everywhere: ticked })

/** Ends the session, or with `everywhere` all of the borrower's, and has the browser forget what it kept. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnForm(request.headers)) return new Response('forbidden', { status: 403 })
  // Whatever the body is, the person wanted out.
  const form = await request.formData().catch(() => new FormData())
  const { everywhere } = signOutForm.parse(Object.fromEntries(form))
  const signedIn = await currentBorrower()
  const jar = await cookies()
  const name = cookieName('next-auth.session-token')
  const secret = await openSession(jar.get(name)?.value)
  const now = Temporal.Now.instant()
  await transaction(async (tx) => {
    if (secret) await endSession(tx, secret, now)
    if (!signedIn || !everywhere) return
    const { lender, borrower } = signedIn
    await endAllSessions(tx, { lenderId: lender.id, borrowerId: borrower.id }, now)
  })
  for (const cookie of [name, cookieName('sign-in')]) {
    jar.set(cookie, '', { ...cookieOptions(), maxAge: 0 })
  }
  // Not "cookies": the choice of language is all that is left there, and the next page needs it.
  return goTo('/sign-out/done', { 'Clear-Site-Data': '"cache", "storage"' })
}

function goTo(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { Location: path, ...headers } })
}
