/**
 * What each notice is. A demand says that money, the phone or an answer is expected, or that what somebody counted on has
 * ended: it waits for the hours at which the lender may ask for something. News goes at any hour.
 */
export const noticeSorts = {
  receipt: 'news',
  receipt_helper: 'news',
  money_set_aside: 'news',
  money_set_aside_helper: 'news',
  unlock_confirmed: 'news',
  unlock_late: 'news',
  payment_clearing: 'news',
  voucher_made: 'news',
  voucher_made_helper: 'news',
  voucher_not_needed: 'news',
  voucher_not_needed_helper: 'news',
  payment_not_cleared: 'demand',
  money_returned: 'news',
  money_given_back: 'news',
  money_given_back_helper: 'news',
  money_went_back: 'demand',
  book_took_back: 'demand',
  credit_left: 'news',
  credit_paid_out: 'news',
  plan_received: 'news',
  plan_offered: 'news',
  plan_refused: 'demand',
  plan_active: 'news',
  plan_missed: 'demand',
  plan_ended: 'demand',
  promise_made: 'news',
  promise_reminder: 'demand',
  promise_kept: 'news',
  promise_partly_kept: 'demand',
  promise_broken: 'demand',
  dispute_owed_again: 'demand',
  dispute_won_back: 'news',
  dispute_received: 'news',
  dispute_answered: 'demand',
  buyer_answered: 'news',
  return_arranged: 'news',
  return_moved: 'news',
  return_reminder: 'demand',
  return_expired: 'demand',
  return_ended: 'news',
  return_received: 'news',
  return_inspected: 'demand',
  return_decided: 'demand',
  return_settled: 'demand',
  block_list_removed: 'news',
} as const satisfies Record<string, 'demand' | 'news'>

export type NoticeKind = keyof typeof noticeSorts
export const noticeKinds = Object.keys(noticeSorts) as NoticeKind[]

/** Whether it waits for an hour at which something may be asked. What is not known here is not sent at night. */
export function isDemand(kind: string): boolean {
  return noticeSorts[kind as NoticeKind] !== 'news'
}
