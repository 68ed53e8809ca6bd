import { notAtThisDesk } from '#app/desk/not-here.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { unlockOf } from '#lib/unlocks/unlock-history.ts'

/** The unlock that somebody speaks of, for whoever of this lender's staff is signed in. */
export async function requireUnlock({ unlockId = '' }: { unlockId?: string }) {
  const signedIn = await requireStaff()
  const { lender } = signedIn
  const unlock = isUuid(unlockId) ? await unlockOf(database(), lender.id, unlockId) : undefined
  if (!unlock) return notAtThisDesk(signedIn, `unlock ${unlockId}`)
  return { ...signedIn, unlock, reader: await readerOf(lender) }
}
