import { givePointBack, type Limit, type Rule, takePoints } from '#lib/db/rate-limits.ts'
import { keyedHash } from '#lib/gateways/seal.ts'

export type { Limit }

const hour = 60 * 60
const passwordAddress: Rule = { name: 'staff-password-address', points: 30, seconds: hour }
const passwordAccount: Rule = { name: 'staff-password-account', points: 10, seconds: hour }
const codeSession: Rule = { name: 'staff-code-session', points: 5, seconds: hour }
const codeAccount: Rule = { name: 'staff-code-account', points: 10, seconds: hour }

type Typed = { lenderId: string; email: string; address: string }

/** Whether one more password may be tried for what was typed, from this address. The same for accounts that are not there. */
export function limitPasswords(typed: Typed): Promise<Limit> {
  return takePoints(passwordKeys(typed))
}

/** Gives a try back: it was right. */
export async function forgivePassword(typed: Typed): Promise<void> {
  for (const [rule, key] of passwordKeys(typed)) await givePointBack(rule, key)
}

/** Whether one more code may be tried after this password, and by this person at all. */
export function limitCodes(who: { sessionId: string; staffId: string }): Promise<Limit> {
  return takePoints([
    [codeSession, who.sessionId],
    [codeAccount, who.staffId],
  ])
}

/** Gives a try back: it was right. */
export async function forgiveCode(staffId: string): Promise<void> {
  await givePointBack(codeAccount, staffId)
}

function passwordKeys({ lenderId, email, address }: Typed): [Rule, string][] {
  return [
    [passwordAddress, hashed(address)],
    [passwordAccount, hashed(`${lenderId}:${email}`)],
  ]
}

function hashed(text: string): string {
  return keyedHash(text, 'staff-limit').toString('base64url')
}
