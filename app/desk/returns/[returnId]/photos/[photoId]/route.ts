import { notAtThisDesk } from '#app/desk/not-here.ts'
import { photoResponse } from '#app/return-photos.ts'
import { database } from '#lib/db/client.ts'
import { photoOf } from '#lib/returns/queries.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'

type Context = { params: Promise<{ returnId: string; photoId: string }> }

/** A photo of a return of this desk's lender. Looking at it is kept. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const signedIn = await requireStaff()
  const { returnId, photoId } = await params
  const photo = await photoOf(database(), { lenderId: signedIn.lender.id }, photoId)
  if (photo?.returnId !== returnId) return notAtThisDesk(signedIn, `photo ${photoId}`)
  const viewed = { subject: 'return', subjectId: returnId, detail: { photo: photoId } } as const
  await auditView(database(), signedIn, viewed)
  return photoResponse(photo)
}
