import { cookies } from 'next/headers'
import { transaction } from '#lib/db/transaction.ts'
import { isOwnForm } from '#lib/http/own-form.ts'
import { staffCookieName, staffCookieOptions } from '#lib/staff/session-cookie.ts'
import { endStaffSession } from '#lib/staff/sessions.ts'

/** A link or a typed address signs nobody out. */
export function GET(): Response {
  return new Response(null, { status: 303, headers: { Location: '/desk' } })
}

/** Ends the session and has the browser forget what it kept. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnForm(request.headers)) return new Response('forbidden', { status: 403 })
  const jar = await cookies()
  const name = staffCookieName()
  const secret = jar.get(name)?.value
  const now = Temporal.Now.instant()
  if (secret) await transaction((tx) => endStaffSession(tx, secret, now))
  jar.set(name, '', { ...staffCookieOptions(), maxAge: 0 })
  const headers = { Location: '/desk/sign-in?out=1', 'Clear-Site-Data': '"cache", "storage"' }
  return new Response(null, { status: 303, headers })
}
