import { cookies } from 'next/headers'
import { cookieOptions } from '#lib/accounts/session-cookie.ts'
import { env } from '#lib/env.ts'
import {
  type Browser,
  browserDays,
  encryptBrowser,
  openBrowser,
  withAccount,
} from '#lib/http/browser.ts'

export async function thisBrowser(): Promise<Browser> {
  return openBrowser((await cookies()).get(cookieName())?.value)
}

/** Gives the browser its cookie, so that the next request is known to be the same browser's. */
export async function keepBrowser(browser: Browser): Promise<void> {
  const options = { ...cookieOptions(), maxAge: browserDays * 24 * 60 * 60 }
  ;(await cookies()).set(cookieName(), encryptBrowser(browser), options)
}

/** Keeps that an account was opened in this browser, beyond the end of the session: it opens nothing by itself. */
export async function keepKnown(account: string, now: Temporal.Instant): Promise<void> {
  await keepBrowser(withAccount(await thisBrowser(), account, now))
}

function cookieName(): string {
  return env().PORTAL_URL.startsWith('https:') ? '__Host-browser' : 'browser'
}
