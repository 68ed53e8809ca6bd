import type { Tx } from '#lib/db/transaction.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import { channelsFor } from '#lib/domain/notice-gate.ts'
import { choicesNow } from './contact-choices.ts'
import { queueNotice } from './queue-notice.ts'

type BorrowerNotice = {
  loanId: string
  kind: NoticeKind
  causeId: string
  detail: Record<string, string>
}

/** Queues a notice to the loan's borrower where it can be read without the locked phone, by the way they chose. */
export async function queueForBorrower(
  tx: Tx,
  { loanId, ...notice }: BorrowerNotice,
): Promise<void> {
  const borrower = await tx
    .selectFrom('loans')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .select(['borrowers.id as borrowerId', 'borrowers.lenderId', 'borrowers.locale'])
    .select(['borrowers.email', 'borrowers.nominatedPhone as sms'])
    .where('loans.id', '=', loanId)
    .executeTakeFirstOrThrow()
  const { email, sms, ...owner } = borrower
  const addresses = { email, sms }
  const has = { email: email !== null, sms: sms !== null }
  for (const channel of channelsFor(notice.kind, await choicesNow(tx, owner), has)) {
    const recipient = addresses[channel]
    if (recipient) await queueNotice(tx, { ...notice, ...owner, channel, recipient })
  }
}
