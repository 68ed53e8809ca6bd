import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { ReturnState } from '#lib/domain/return/return.ts'
import { lockReturn, ownReturns, type ReturnOwner } from './lock-return.ts'

/** From each side, so that neither can keep the other from showing what it sees. */
export const mostPhotos = 8

type NewPhoto = {
  owner: ReturnOwner
  returnId: string
  /** Re-encoded: lib/returns/picture.ts. */
  picture: { jpeg: Buffer; width: number; height: number }
  actor: string
  now: Temporal.Instant
}

type PhotoRefusal = { refusal: 'not_found' | 'not_now' | 'too_many' }

/** When photos can be added: by staff from the arrival to the answer, by the borrower while the figure is open. */
export function takesPhotos(state: ReturnState, by: 'borrower' | 'staff'): boolean {
  const states: ReturnState[] =
    by === 'staff' ? ['received', 'inspected', 'disputed'] : ['inspected', 'disputed']
  return states.includes(state)
}

/** Why this person can add no photo now; undefined: they can. Asked before a photo is so much as looked at. */
export async function photoRefusal(
  db: Database,
  owner: ReturnOwner,
  returnId: string,
): Promise<PhotoRefusal['refusal'] | undefined> {
  if (!isUuid(returnId)) return 'not_found'
  const row = await ownReturns(db, owner)
    .select('returns.state')
    .where('returns.id', '=', returnId)
    .executeTakeFirst()
  if (!row) return 'not_found'
  const side = sideOf(owner)
  if (!takesPhotos(row.state, side)) return 'not_now'
  return (await keptPhotos(db, returnId, side)) >= mostPhotos ? 'too_many' : undefined
}

type Side = 'borrower' | 'staff'

function sideOf(owner: ReturnOwner): Side {
  return 'borrowerId' in owner ? 'borrower' : 'staff'
}

/** How many photos of a return one side has added. */
export async function keptPhotos(db: Database, returnId: string, side: Side): Promise<bigint> {
  const { kept } = await db
    .selectFrom('returnPhotos')
    .select((eb) => eb.fn.countAll<bigint>().as('kept'))
    .where('returnId', '=', returnId)
    .where('addedBy', 'like', `${side}:%`)
    .executeTakeFirstOrThrow()
  return kept
}

/** Keeps a photo of the phone beside its return. */
export async function addPhoto(
  tx: Tx,
  { owner, returnId, picture, actor, now }: NewPhoto,
): Promise<{ photoId: string } | PhotoRefusal> {
  const locked = await lockReturn(tx, owner, returnId)
  if (!locked) return { refusal: 'not_found' }
  const { row } = locked
  const side = sideOf(owner)
  if (!takesPhotos(row.state, side)) return { refusal: 'not_now' }
  if ((await keptPhotos(tx, returnId, side)) >= mostPhotos) return { refusal: 'too_many' }
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
  await writeAuditLog(tx, {
    lenderId: row.lenderId,
    actor,
    action: 'return.photo_added',
    subject: 'return',
    subjectId: returnId,
    detail: { photoId },
  })
  return { photoId }
}
