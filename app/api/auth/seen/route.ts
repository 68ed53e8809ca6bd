import { currentBorrower } from '#lib/accounts/guards.ts'
import { endOf, noteActivity, type SignedIn } from '#lib/accounts/sessions.ts'
import { database } from '#lib/db/client.ts'
import { isOwnForm } from '#lib/http/own-form.ts'

/** How long the session still lasts. Asking does not make it last longer. */
export async function GET(): Promise<Response> {
  const signedIn = await currentBorrower()
  return answer(signedIn?.endsAt)
}

export async function POST(request: Request): Promise<Response> {
  if (!isOwnForm(request.headers)) return new Response('forbidden', { status: 403 })
  const signedIn = await currentBorrower()
  return answer(signedIn && (await stay(signedIn)))
}

async function stay(signedIn: SignedIn): Promise<Temporal.Instant> {
  const now = Temporal.Now.instant()
  await noteActivity(database(), signedIn, now)
  return endOf({ ...signedIn, seenAt: now })
}

function answer(endsAt: Temporal.Instant | undefined): Response {
  if (!endsAt) return Response.json({}, { status: 401 })
  const endsInMs = endsAt.epochMilliseconds - Temporal.Now.instant().epochMilliseconds
  return Response.json({ endsInMs })
}
