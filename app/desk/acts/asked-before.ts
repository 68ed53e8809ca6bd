import { redirect } from 'next/navigation'
import { approvalOf } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'

/** Where a form put its act before a second person and is sent again: leads to what was asked, and what came of it. */
export async function showAskedBefore(lenderId: string, actId: string): Promise<void> {
  const asked = await approvalOf(database(), lenderId, actId)
  if (asked) redirect(`/desk/approvals/${asked.id}`)
}
