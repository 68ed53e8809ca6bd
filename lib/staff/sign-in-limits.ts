import {
  forgetPoints,
  givePointBack,
  type Limit,
  type Rule,
  takePoints,
} from '#lib/db/rate-limits.ts'
import { keyedHash } from '#lib/encrypt.ts'

export type { Limit }

const hour = 60 * 60
const day = 24 * hour
const passwordsAtAddress: Rule = { name: 'staff-passwords-address', points: 300, seconds: hour }
const passwordsFromAddress: Rule = { name: 'staff-passwords-both', points: 10, seconds: hour }
const passwordsOfAccount: Rule = { name: 'staff-passwords-account', points: 100, seconds: day }
const passwordsInBrowser: Rule = { name: 'staff-passwords-browser', points: 10, seconds: hour }
const codesOfSession: Rule = { name: 'staff-codes-session', points: 5, seconds: hour }
// Three codes of a million are right at any moment: so few tries a day keep out even who knows the password.
const codesOfAccount: Rule = { name: 'staff-codes-account', points: 6, seconds: day }
const codesInBrowser: Rule = { name: 'staff-codes-browser', points: 10, seconds: hour }

/** Where somebody signs in. `knownBrowser`: the account was opened in this browser before, and strangers' tries do not count. */
type Place = { address: string; knownBrowser: string | undefined }
type Typed = { lenderId: string; email: string } & Place

/** Whether one more password may be tried for what was typed. The same for accounts that are not there. */
export function limitPasswords(typed: Typed): Promise<Limit> {
  return takePoints(passwordKeys(typed))
}

/** Gives a try back: it was right. */
export function forgivePassword(typed: Typed): Promise<void> {
  return giveBack(passwordKeys(typed))
}

/** What is tried after a password, or by who holds an invitation: that link is proof as good as a browser. */
type Coded = { sessionId: string; staffId: string; knownBrowser: string | undefined }

/** Whether one more code may be tried after this password, and for this person at all. */
export function limitCodes(who: Coded): Promise<Limit> {
  return takePoints([[codesOfSession, who.sessionId], codeKey(who)])
}

/** Gives a try back: it was right. */
export function forgiveCode(who: Coded): Promise<void> {
  return giveBack([codeKey(who)])
}

/** Begins a browser's count for an account anew: it came by a link that only the owner gets. */
export async function forgiveBrowser(who: {
  lenderId: string
  email: string
  staffId: string
  knownBrowser: string
}): Promise<void> {
  for (const [rule, key] of [...passwordKeys({ ...who, address: '' }), codeKey(who)])
    await forgetPoints(rule, [key])
}

type Take = readonly [Rule, string]

function passwordKeys({ lenderId, email, address, knownBrowser }: Typed): Take[] {
  const account = `${lenderId}:${email}`
  if (knownBrowser) return [[passwordsInBrowser, hashed(`${account} ${knownBrowser}`)]]
  return [
    [passwordsAtAddress, hashed(address)],
    [passwordsFromAddress, hashed(`${account} ${address}`)],
    [passwordsOfAccount, hashed(account)],
  ]
}

function codeKey({ staffId, knownBrowser }: Omit<Coded, 'sessionId'>): Take {
  if (knownBrowser) return [codesInBrowser, hashed(`${staffId} ${knownBrowser}`)]
  return [codesOfAccount, staffId]
}

async function giveBack(takes: readonly Take[]): Promise<void> {
  for (const [rule, key] of takes) await givePointBack(rule, key)
}

function hashed(text: string): string {
  return keyedHash(text, 'staff-limit').toString('base64url')
}
