import { planProgress } from '#app/(borrower)/plans/[planId]/shown-plan.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { planOf } from '#lib/plans/queries.ts'

type Context = { params: Promise<{ planId: string }> }

const headers = { 'cache-control': 'no-store' }

/** How a plan stands, for the page that watches it. Another's plan is not found. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const signedIn = await currentBorrower()
  const { planId } = await params
  const plan = signedIn && (await planOf(database(), signedIn.borrower.id, planId))
  if (!plan) return Response.json({ error: 'not_found' }, { status: 404, headers })
  const { version, isFinal: final } = planProgress(plan)
  return Response.json({ version, final }, { headers })
}
