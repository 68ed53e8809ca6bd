import { type WorkGroup, workGroups } from '#lib/domain/work.ts'
import type { CaseKind } from './open-case.ts'

export function isWorkGroup(text: unknown): text is WorkGroup {
  return (workGroups as readonly unknown[]).includes(text)
}

/** Where each kind of case is found in the work list. */
export const groupOf: Record<CaseKind, WorkGroup> = {
  plan_overdue: 'plans',
  manual_unlock: 'unlocks',
  unlock_refused: 'unlocks',
  unlock_late: 'unlocks',
  unlock_expired: 'unlocks',
  mdm_configuration: 'unlocks',
  dispute: 'disputes',
  borrower_dispute: 'disputes',
  buyer_report: 'buyers',
  suspect_message: 'other',
  early_fraud_warning: 'disputes',
  payment_set_aside: 'money',
  duplicate_payment: 'money',
  payment_refused: 'money',
  email_refused: 'other',
  refund_reported: 'money',
  refund_failed: 'money',
  event_unreadable: 'money',
  psp_configuration: 'money',
  credit_left: 'money',
  approval_not_done: 'approvals',
  open_days_used: 'plans',
  return_unanswered: 'returns',
  courier_to_call_off: 'returns',
  block_list_removal: 'other',
  webhook_failed: 'other',
  contact_expired: 'other',
  notice_failed: 'other',
  sms_configuration: 'other',
  pay_link_not_shown: 'other',
}
