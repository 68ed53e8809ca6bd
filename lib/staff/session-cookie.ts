import { env } from '#lib/env.ts'

/** `Lax`, not `Strict`: a link to a case in the lender's own systems must find its reader signed in. */
export function staffCookieOptions() {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/' } as const
}

/** A name of its own beside the borrower's; bound to this one host wherever the browser can enforce it. */
export function staffCookieName(): string {
  return isSecure() ? '__Host-staff' : 'staff'
}

function isSecure(): boolean {
  return env().PORTAL_URL.startsWith('https:')
}
