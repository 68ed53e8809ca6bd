import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'

export type CaseKind =
  | 'payment_set_aside'
  | 'duplicate_payment'
  /** The provider takes no money for this: another way to pay is needed until a person has put it right. */
  | 'payment_refused'
  /** The provider does not take the borrower's address: paid without it. */
  | 'email_refused'
  | 'refund_reported'
  | 'refund_failed'
  | 'dispute'
  | 'early_fraud_warning'
  /** The provider told of something that nobody can read. */
  | 'event_unreadable'
  /** The provider does not let us read what became of money: our key lacks a right. */
  | 'psp_configuration'
  | 'manual_unlock'
  | 'unlock_refused'
  | 'unlock_late'
  | 'unlock_expired'
  | 'mdm_configuration'
  | 'sms_configuration'
  | 'plan_overdue'
  | 'webhook_failed'
  | 'borrower_dispute'
  /** Somebody bought a phone from somebody else and found it locked. */
  | 'buyer_report'
  /** Somebody got a message that speaks of the lender and may be another's. */
  | 'suspect_message'
  /** The telephone number or the free advice was not checked for too long, so it is hidden. */
  | 'contact_expired'
  /** The mail server will never take it. */
  | 'notice_failed'
  /** A new link was not taken by the lock service: the lock screen still shows the one that has ended. */
  | 'pay_link_not_shown'
  /** Money of a borrower on a loan that owes nothing: to be paid back, or kept for what comes. */
  | 'credit_left'
  /** Arrangements have kept the phone open for as many days as they may by themselves: a person decides. */
  | 'open_days_used'
  /** What was asked of a second person was refused or sent back: whoever asked sees to it. */
  | 'approval_not_done'
  /** The result of an inspection stands unanswered before the borrower: a person decides. */
  | 'return_unanswered'
  /** A return has ended for which a courier was asked: whoever can call the courier off does. */
  | 'courier_to_call_off'
  /** Nothing is owed for a phone any more that is on a block list: it is to be taken off. */
  | 'block_list_removal'

/** What may be noted about a case; each has its words at the desk. */
export const caseDetailNames = [
  'address',
  'approval',
  'channel',
  'creditMinor',
  'detail',
  'dispute',
  'errorClass',
  'failure',
  'hold',
  'list',
  'messages',
  'note',
  'notice',
  'paymentReference',
  'provider',
  'reason',
  'reference',
  'refund',
  'planId',
  'return',
  'status',
  'providerSays',
  'type',
  'what',
] as const
export type CaseDetailName = (typeof caseDetailNames)[number]
export type CaseDetail = { [Name in CaseDetailName]?: string | number | boolean | null }

export type NewCase = {
  lenderId: string
  kind: CaseKind
  /** The same trouble seen again is the same case. */
  dedupeKey: string
  loanId?: string | null
  paymentId?: string | null
  unlockId?: string | null
  pspEventId?: string | null
  /** By when it has to be answered. */
  dueAt?: Temporal.Instant | null
  /** Whose it is from the start. */
  takenBy?: string
  takenAt?: Temporal.Instant
  detail?: CaseDetail
}

/** Puts something before a person. While its case is open, the same trouble seen again changes nothing. */
export async function openCase(tx: Tx, { detail = {}, ...rest }: NewCase): Promise<void> {
  const row = await tx
    .insertInto('cases')
    .values({ ...rest, reference: formatReference(randomBytes(8)), detail: JSON.stringify(detail) })
    .onConflict((conflict) =>
      conflict.column('dedupeKey').where('closedAt', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!row) return
  const { lenderId, kind } = rest
  await writeAuditLog(tx, {
    lenderId,
    actor: 'keyturn',
    action: 'case.opened',
    subject: 'case',
    subjectId: row.id,
    detail: { kind },
  })
}
