import { writeJournal } from '#lib/db/journal.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ReturnState } from '#lib/domain/return/return.ts'
import { lockReturn, type ReturnOwner } from './lock-return.ts'

/** From each side, so that neither can keep the other from showing what it sees. */
export const mostPhotos = 8

export type NewPhoto = {
  owner: ReturnOwner
  returnId: string
  /** Re-encoded: lib/gateways/picture.ts. */
  picture: { jpeg: Buffer; width: number; height: number }
  actor: string
  now: Temporal.Instant
}

export type PhotoRefusal = { refusal: 'not_found' | 'not_now' | 'too_many' }

/** When photos can be added: by staff from the arrival to the answer, by the borrower while the figure is open. */
export function takesPhotos(state: ReturnState, by: 'borrower' | 'staff'): boolean {
  const states: ReturnState[] =
    by === 'staff' ? ['received', 'inspected', 'disputed'] : ['inspected', 'disputed']
  return states.includes(state)
}

/** Keeps a photo of the phone beside its return. */
export async function addPhoto(
  tx: Tx,
  { owner, returnId, picture, actor, now }: NewPhoto,
): Promise<{ photoId: string } | PhotoRefusal> {
  const locked = await lockReturn(tx, owner, returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row } = locked
  const side = 'borrowerId' in owner ? 'borrower' : 'staff'
  if (!takesPhotos(row.state, side)) return { refusal: 'not_now' }
  const { kept } = await tx
    .selectFrom('returnPhotos')
    .select((eb) => eb.fn.countAll<bigint>().as('kept'))
    .where('returnId', '=', returnId)
    .where('addedBy', 'like', `${side}:%`)
    .executeTakeFirstOrThrow()
  if (kept >= mostPhotos) return { refusal: 'too_many' }
  const { jpeg, width, height } = picture
  const { photoId } = await tx
    .insertInto('returnPhotos')
    .values({
      lenderId: row.lenderId,
      returnId,
      image: jpeg,
      mediaType: 'image/jpeg',
      width,
      height,
      addedBy: actor,
      addedAt: now,
    })
    .returning('id as photoId')
    .executeTakeFirstOrThrow()
  await writeJournal(tx, {
    lenderId: row.lenderId,
    actor,
    action: 'return.photo_added',
    subject: 'return',
    subjectId: returnId,
    detail: { photoId },
  })
  return { photoId }
}
