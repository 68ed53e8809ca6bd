import { redirect } from 'next/navigation'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { requireReturn } from '#app/desk/returns/[returnId]/viewed-return.ts'
import { takePhoto } from '#app/return-photos.ts'
import { requireStaff } from '#lib/staff/guards.ts'

type Context = { params: Promise<{ returnId: string }> }

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { shown } = await requireReturn((await params).returnId)
  redirect(`/desk/returns/${shown.returnId}#photos`)
}

/** Adds a photo that staff took of a phone. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const signedIn = await requireStaff()
  const { returnId } = await params
  const taken = await takePhoto(request, {
    owner: { lenderId: signedIn.lender.id },
    returnId,
    actor: `staff:${signedIn.staff.id}`,
    page: `/desk/returns/${encodeURIComponent(returnId)}`,
  })
  return taken ?? notAtThisDesk(signedIn, `return ${returnId}`)
}
