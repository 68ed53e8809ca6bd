import type { Tx } from '#lib/db/transaction.ts'
import { reachOf } from '#lib/domain/identity/contact.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import { queueNotice } from './queue-notice.ts'

type BorrowerNotice = {
  loanId: string
  kind: NoticeKind
  causeId: string
  detail: Record<string, string>
  /** By e-mail and to the nominated number, where both are known: for a warning that must not be missed. */
  everyChannel?: boolean
}

/** Queues a notice to the loan's borrower where it can be read without the locked phone: e-mail, else the nominated number. */
export async function queueForBorrower(
  tx: Tx,
  { loanId, everyChannel = false, ...notice }: BorrowerNotice,
): Promise<void> {
  const borrower = await tx
    .selectFrom('loans')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .select([
      'borrowers.lenderId',
      'borrowers.email',
      'borrowers.nominatedPhone',
      'borrowers.locale',
    ])
    .where('loans.id', '=', loanId)
    .executeTakeFirstOrThrow()
  const { lenderId, locale, email, nominatedPhone } = borrower
  if (email)
    await queueNotice(tx, { ...notice, lenderId, locale, channel: 'email', recipient: email })
  if (nominatedPhone && (everyChannel || reachOf(borrower) === 'sms'))
    await queueNotice(tx, {
      ...notice,
      lenderId,
      locale,
      channel: 'sms',
      recipient: nominatedPhone,
    })
}
