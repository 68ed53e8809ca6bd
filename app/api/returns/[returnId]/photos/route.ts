import { takePhoto } from '#app/return-photos.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'

type Context = { params: Promise<{ returnId: string }> }

/** Adds a photo of the borrower's own to a return. Another's return is not found. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const signedIn = await currentBorrower()
  const { returnId } = await params
  if (!signedIn) return new Response(null, { status: 303, headers: { location: '/sign-in' } })
  const { id: borrowerId } = signedIn.borrower
  const taken = await takePhoto(request, {
    owner: { borrowerId },
    returnId,
    actor: `borrower:${borrowerId}`,
    page: `/returns/${encodeURIComponent(returnId)}`,
  })
  return taken ?? Response.json({ error: 'not_found' }, { status: 404 })
}
