import type Stripe from 'stripe'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/uuid.ts'

/** The lender whose payment an event says it is about; undefined when it names none of ours. */
export async function lenderNamed(tx: Tx, event: Stripe.Event): Promise<string | undefined> {
  const { metadata } = event.data.object as { metadata?: Stripe.Metadata | null }
  const lenderId = metadata?.lender_id ?? ''
  if (!isUuid(lenderId)) return undefined
  const lender = await tx
    .selectFrom('lenders')
    .select('id')
    .where('id', '=', lenderId)
    .executeTakeFirst()
  return lender?.id
}
