import { z } from 'zod'
import { faultAddressFor } from '#app/form-faults.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOwnForm } from '#lib/http/own-form.ts'
import { addPhoto, photoRefusal } from '#lib/returns/add-photo.ts'
import type { ReturnOwner } from '#lib/returns/lock-return.ts'
import { pictureMaximumBytes, readPicture } from '#lib/returns/picture.ts'

/** What a form with a photo weighs beside it. */
const formBytes = 64 * 1024

type Upload = { owner: ReturnOwner; returnId: string; actor: string; page: string }

/**
 * Keeps one photo sent by a form, and leads back to its page with what came of it. Whose it is and whether one more is
 * taken comes first; what is too large is not read, what is no picture is not kept. Undefined: the return is not there for this person.
 */
export async function takePhoto(
  request: Request,
  { owner, returnId, actor, page }: Upload,
): Promise<Response | undefined> {
  if (!isOwnForm(request.headers)) return new Response('forbidden', { status: 403 })
  const refusal = await photoRefusal(database(), owner, returnId)
  if (refusal) return refusal === 'not_found' ? undefined : backTo(request, page, refusal)
  const picture = await pictureIn(request, returnId)
  if ('refusal' in picture) return backTo(request, page, picture.refusal)
  const added = await transaction((tx) =>
    addPhoto(tx, { owner, returnId, picture, actor, now: Temporal.Now.instant() }),
  )
  if ('photoId' in added) return backTo(request, page, 'added')
  return added.refusal === 'not_found' ? undefined : backTo(request, page, added.refusal)
}

async function pictureIn(request: Request, returnId: string) {
  const length = Number(request.headers.get('content-length'))
  if (!(length > 0) || length > pictureMaximumBytes + formBytes)
    return { refusal: 'too_large' } as const
  return readPicture(returnId, () => photoIn(request))
}

const photoForm = z.object({ photo: z.instanceof(File) })

async function photoIn(request: Request): Promise<Buffer | undefined> {
  try {
    const form = Object.fromEntries(await request.formData())
    const { photo } = photoForm.parse(form)
    return Buffer.from(await photo.arrayBuffer())
  } catch {
    return undefined
  }
}

function backTo({ headers }: Request, page: string, result: string): Response {
  // An address that points at a place keeps a browser from going to what was wrong.
  const location =
    result === 'added'
      ? `${page}?photo=added#photos`
      : faultAddressFor(headers, `${page}?photo=${result}&fault=photo`)
  return new Response(null, { status: 303, headers: { location } })
}

/** A photo as the browser may show it and nothing else may keep it. */
export function photoResponse({ image, mediaType }: { image: Buffer; mediaType: string }) {
  return new Response(new Uint8Array(image), {
    headers: {
      'content-type': mediaType,
      'content-disposition': 'inline; filename="photo.jpg"',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}
