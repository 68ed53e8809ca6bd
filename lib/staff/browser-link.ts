import type { Database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { type Rule, takePoint } from '#lib/db/rate-limits.ts'
import { decryptOwn, encrypt, keyedHash } from '#lib/encrypt.ts'

export const browserLinkHours = 2
// One an hour is enough: it works longer than that.
const linksOfAccount: Rule = { name: 'staff-links', points: 1, seconds: 60 * 60 }
const usesOfLink: Rule = { name: 'staff-link-uses', points: 1, seconds: browserLinkHours * 60 * 60 }

type Account = { lenderId: string; email: string; staffId: string | undefined }

/**
 * Has a link sent to whoever could not come in after too many tries, theirs or strangers’: it makes the browser known
 * that it is opened in. The same for accounts that are not there: the job finds nobody.
 */
export async function queueBrowserLink(
  db: Database,
  { lenderId, email, staffId }: Account,
): Promise<void> {
  const limit = await takePoint(linksOfAccount, hashed(`${lenderId}:${email}`))
  if (limit.ok) await addJob(db, 'send-browser-link', { lenderId, staffId: staffId ?? null })
}

type Link = { lenderId: string; staffId: string; now: Temporal.Instant }

/** The token of a link. Encrypted, so that nobody can make one; it opens no account. */
export function browserLinkToken({ lenderId, staffId, now }: Link): string {
  const until = now.add({ hours: browserLinkHours }).epochMilliseconds
  return encrypt(`${staffId} ${until}`, purposeAt(lenderId)).toString('base64url')
}

type Asked = { lenderId: string; token: string; now: Temporal.Instant }

/** Whose link it is; undefined: too old, another lender's, or none of ours. Looking does not use it up. */
export function staffOfBrowserLink({ lenderId, token, now }: Asked): string | undefined {
  const link = decryptOwn(Buffer.from(token, 'base64url'), purposeAt(lenderId))
  const [staffId, until] = link?.split(' ') ?? []
  return Number(until) > now.epochMilliseconds ? staffId : undefined
}

/** Uses a link up. Undefined when it was used before, or is none. */
export async function takeUpBrowserLink(asked: Asked): Promise<string | undefined> {
  const staffId = staffOfBrowserLink(asked)
  if (!staffId) return undefined
  return (await takePoint(usesOfLink, hashed(asked.token))).ok ? staffId : undefined
}

function purposeAt(lenderId: string): string {
  return `staff-browser-link ${lenderId}`
}

function hashed(text: string): string {
  return keyedHash(text, 'staff-limit').toString('base64url')
}
