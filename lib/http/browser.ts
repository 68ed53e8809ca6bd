import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { decrypt, encrypt } from '#lib/encrypt.ts'

/**
 * A browser that was here before: its own number, and whose accounts were opened in it. Encrypted in a cookie, so that
 * nobody can claim it or read it. It opens nothing: it only tells the owner's browser from a stranger's.
 */
export type Browser = { id: string; known: { account: string; at: string }[] }

export const browserDays = 365
const mostAccounts = 20
const purpose = 'browser'

const schema = z.object({
  id: z.uuid(),
  known: z.array(z.object({ account: z.string(), at: z.iso.datetime() })),
})

/** The browser behind a cookie; a new one when there is none, or somebody wrote it himself. */
export function openBrowser(cookie: string | undefined): Browser {
  try {
    return schema.parse(JSON.parse(decrypt(Buffer.from(cookie ?? '', 'base64url'), purpose)))
  } catch {
    return { id: randomUUID(), known: [] }
  }
}

export function encryptBrowser(browser: Browser): string {
  return encrypt(JSON.stringify(browser), purpose).toString('base64url')
}

/** Whether this account was opened here within the last year. */
export function isKnownFor({ known }: Browser, account: string, now: Temporal.Instant): boolean {
  const since = now.subtract({ hours: browserDays * 24 })
  return known.some(
    (one) =>
      one.account === account && Temporal.Instant.compare(Temporal.Instant.from(one.at), since) > 0,
  )
}

/** The same browser after an account was opened in it. */
export function withAccount(browser: Browser, account: string, now: Temporal.Instant): Browser {
  const others = browser.known.filter((one) => one.account !== account)
  return { ...browser, known: [{ account, at: now.toString() }, ...others].slice(0, mostAccounts) }
}
