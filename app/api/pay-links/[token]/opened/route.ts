import { payLinkOf } from '#app/payment/pay-link-of-request.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { limitOpenings } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOwnForm } from '#lib/http/own-form.ts'
import { noteLinkOpened } from '#lib/payments/links/ask-links.ts'

type Context = { params: Promise<{ token: string }> }

/** Somebody looks at a pay link. Its own page says so by a script: what only fetches an address, as messengers do, has not opened it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isOwnForm(request.headers)) return new Response('forbidden', { status: 403 })
  const link = await payLinkOf((await params).token)
  if (link?.purpose === 'ask' && (await limitOpenings(link.id)).ok) {
    const signedIn = await currentBorrower()
    const opening = { payLinkId: link.id, borrowerId: signedIn?.borrower.id }
    await transaction((tx) => noteLinkOpened(tx, { ...opening, now: Temporal.Now.instant() }))
  }
  // The same for every code: nobody learns by it which there are.
  return new Response(null, { status: 204 })
}
