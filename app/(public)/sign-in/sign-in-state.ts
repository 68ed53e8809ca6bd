import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { type OpenChallenge, openChallenge } from '#lib/accounts/challenge.ts'
import { cookieName, cookieOptions } from '#lib/accounts/session-cookie.ts'
import { challengeMinutes } from '#lib/accounts/start-challenge.ts'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { decrypt, encrypt } from '#lib/encrypt.ts'
import { ownPath } from '#lib/http/own-form.ts'

// Encrypted in a cookie and never in the address: on a borrowed device the address stays in the history.
const schema = z.object({
  challengeId: z.uuid().optional(),
  /** The name that the sign-in under way was begun with. */
  typed: z.string().default(''),
  /** What was typed as a name and began none: it stays in the field, and what was begun before goes on. */
  noName: z.string().optional(),
  /** What was typed as a code and is none: it stays in the field. */
  noCode: z.string().optional(),
  next: z
    .unknown()
    .optional()
    .transform((path) => ownPath(path, '/phones')),
})
type SignInState = z.infer<typeof schema>

const purpose = 'sign-in-state'

/** What this browser has typed so far. */
export async function signInState(): Promise<SignInState> {
  const value = (await cookies()).get(cookieName('sign-in'))?.value
  return schema.parse(value ? opened(value) : {})
}

export async function keepSignInState(state: SignInState): Promise<void> {
  const value = encrypt(JSON.stringify(state), purpose).toString('base64url')
  const options = { ...cookieOptions(), maxAge: challengeMinutes * 60 }
  ;(await cookies()).set(cookieName('sign-in'), value, options)
}

/** The sign-in that this browser has begun at this lender; without one, back to the beginning. */
export async function requireChallenge(): Promise<{
  lender: Lender
  challenge: OpenChallenge
  state: SignInState
}> {
  const lender = await requireLender()
  const state = await signInState()
  if (!state.challengeId) redirect('/sign-in')
  const now = Temporal.Now.instant()
  const asked = { id: state.challengeId, lenderId: lender.id, now }
  const challenge = await openChallenge(database(), asked)
  return challenge ? { lender, challenge, state } : redirect('/sign-in?again=1')
}

function opened(value: string): unknown {
  try {
    return JSON.parse(decrypt(Buffer.from(value, 'base64url'), purpose))
  } catch {
    return {}
  }
}
