import type { Database } from '#lib/db/client.ts'

type Form = { lenderId: string; loanId: string; token: string }

/** What a form of the desk asked for when it was sent before; undefined: nothing. One that replaced it stands for it. */
export async function unlockOfForm(
  db: Database,
  { lenderId, loanId, token }: Form,
): Promise<{ unlockId: string } | undefined> {
  const asked = await db
    .selectFrom('unlocks')
    .select(['id', 'supersededBy'])
    .where('loanId', '=', loanId)
    .where('lenderId', '=', lenderId)
    .where('cause', '=', 'staff')
    .where('causeId', '=', token)
    .executeTakeFirst()
  return asked && { unlockId: asked.supersededBy ?? asked.id }
}
