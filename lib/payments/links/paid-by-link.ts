import type { Database } from '#lib/db/client.ts'

/** Whether money that came by this link is booked. */
export async function isPaidByLink(db: Database, payLinkId: string): Promise<boolean> {
  const paid = await db
    .selectFrom('payments')
    .select('id')
    .where('payLinkId', '=', payLinkId)
    .where('state', '=', 'paid')
    .where('bookedAt', 'is not', null)
    .executeTakeFirst()
  return paid !== undefined
}
