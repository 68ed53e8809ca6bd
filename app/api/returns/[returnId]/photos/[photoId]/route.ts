import { photoResponse } from '#app/return-photos.ts'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { photoOf } from '#lib/returns/queries.ts'

type Context = { params: Promise<{ returnId: string; photoId: string }> }

/** A photo of the borrower's own return. Another's is not found. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const signedIn = await currentBorrower()
  const { returnId, photoId } = await params
  const owner = signedIn && { borrowerId: signedIn.borrower.id }
  const photo = owner && (await photoOf(database(), owner, photoId))
  if (photo?.returnId !== returnId) return Response.json({ error: 'not_found' }, { status: 404 })
  return photoResponse(photo)
}
