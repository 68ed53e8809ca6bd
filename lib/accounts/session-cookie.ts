import { decode, encode } from 'next-auth/jwt'
import { env } from '#lib/env.ts'
import { absoluteHours } from './sessions.ts'

type CookieOptions = {
  httpOnly: true
  sameSite: 'lax'
  secure: boolean
  path: '/'
}

/** `Lax`, not `Strict`: the cookie must come along on the way back from the provider. */
export function cookieOptions(): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/' }
}

/** Cookie names bound to this one host wherever the browser can enforce it, which needs HTTPS. */
export function cookieName(name: 'next-auth.session-token' | 'sign-in'): string {
  return isSecure() ? `__Host-${name}` : name
}

/** next-auth's encrypted token; it carries the session's secret and nothing else. */
export function encryptSession(secret: string): Promise<string> {
  return encode({
    token: { secret },
    secret: env().NEXTAUTH_SECRET,
    maxAge: absoluteHours * 60 * 60,
  })
}

/** The session's secret in a cookie's value; undefined when there is none or it was tampered with. */
export async function openSession(value: string | undefined): Promise<string | undefined> {
  const token = await decode({ token: value, secret: env().NEXTAUTH_SECRET }).catch(() => null)
  return typeof token?.secret === 'string' ? token.secret : undefined
}

function isSecure(): boolean {
  return env().PORTAL_URL.startsWith('https:')
}
