import type { Database } from '#lib/db/client.ts'
import { maskTyped } from '#lib/domain/identity/mask-typed.ts'
import { env } from '#lib/env.ts'

/** Where a borrower's codes and letters go, as far as a stranger beside the screen may read it. */
export type OwnContacts = {
  email: string | undefined
  phone: string | undefined
  /** Whether this installation sends texts at all. */
  sendsTexts: boolean
}

export async function ownContacts(
  db: Database,
  { lenderId, borrowerId }: { lenderId: string; borrowerId: string },
): Promise<OwnContacts> {
  const { email, nominatedPhone } = await db
    .selectFrom('borrowers')
    .select(['email', 'nominatedPhone'])
    .where('id', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirstOrThrow()
  return {
    email: email ? maskTyped(email) : undefined,
    phone: nominatedPhone ? maskTyped(nominatedPhone) : undefined,
    sendsTexts: Boolean(env().SMS_URL),
  }
}
