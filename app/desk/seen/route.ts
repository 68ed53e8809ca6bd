import { database } from '#lib/db/client.ts'
import { isOwnForm } from '#lib/http/own-form.ts'
import { currentStaff } from '#lib/staff/guards.ts'
import { noteStaffActivity, staffEndOf } from '#lib/staff/sessions.ts'

export async function GET(): Promise<Response> {
  return answer((await currentStaff())?.endsAt)
}

export async function POST(request: Request): Promise<Response> {
  if (!isOwnForm(request.headers)) return new Response('forbidden', { status: 403 })
  const signedIn = await currentStaff()
  const now = Temporal.Now.instant()
  if (signedIn) await noteStaffActivity(database(), signedIn, now)
  return answer(signedIn && staffEndOf({ ...signedIn, seenAt: now }))
}

function answer(endsAt: Temporal.Instant | undefined): Response {
  if (!endsAt) return Response.json({}, { status: 401 })
  const endsInMs = endsAt.epochMilliseconds - Temporal.Now.instant().epochMilliseconds
  return Response.json({ endsInMs })
}
