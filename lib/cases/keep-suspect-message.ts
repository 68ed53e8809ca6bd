import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/db/transaction.ts'
import { openCase } from './open-case.ts'

export const suspectChannels = ['email', 'sms', 'call', 'letter'] as const
export type SuspectMessage = {
  channel: (typeof suspectChannels)[number]
  /** From which number or address, as they typed it; may be empty. */
  from: string
  note: string
}

/** Puts before a person what somebody got and doubts. Gives the reference that they can name. */
export async function keepSuspectMessage(
  tx: Tx,
  {
    lenderId,
    borrowerId,
    message,
  }: { lenderId: string; borrowerId: string | null; message: SuspectMessage },
): Promise<string> {
  const dedupeKey = `suspect_message:${randomUUID()}`
  const { channel, from: address, note } = message
  const loanId = borrowerId && (await newestLoanOf(tx, { lenderId, borrowerId }))
  await openCase(tx, {
    lenderId,
    loanId,
    kind: 'suspect_message',
    dedupeKey,
    detail: { channel, address, note },
  })
  const { reference } = await tx
    .selectFrom('cases')
    .select('reference')
    .where('dedupeKey', '=', dedupeKey)
    .where('lenderId', '=', lenderId)
    .executeTakeFirstOrThrow()
  return reference
}

async function newestLoanOf(
  tx: Tx,
  { lenderId, borrowerId }: { lenderId: string; borrowerId: string },
): Promise<string | null> {
  const loan = await tx
    .selectFrom('loans')
    .select('id')
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
  return loan?.id ?? null
}
