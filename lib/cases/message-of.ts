import type { Database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import type { WrongMessage } from '#lib/domain/wrong.ts'

export type OwnMessage = WrongMessage & {
  reference: string
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  dueAt: Temporal.Instant | null
}

/** What this borrower last said is wrong about a phone; undefined: nothing, or not this borrower's phone. */
export async function messageOf(
  db: Database,
  borrowerId: string,
  deviceId: string,
): Promise<OwnMessage | undefined> {
  if (!isUuid(deviceId)) return undefined
  const row = await db
    .selectFrom('cases')
    .innerJoin('devices', 'devices.loanId', 'cases.loanId')
    .select(['cases.reference', 'cases.openedAt', 'cases.closedAt', 'cases.dueAt', 'cases.detail'])
    .where('devices.borrowerId', '=', borrowerId)
    .where('devices.id', '=', deviceId)
    .where('cases.kind', '=', 'borrower_dispute')
    .orderBy('cases.openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { detail, ...rest } = row
  const { what, note, paymentReference } = detail as unknown as WrongMessage
  return { ...rest, what, note, paymentReference }
}
