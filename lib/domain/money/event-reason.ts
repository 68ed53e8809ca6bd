/** Why something that the payment provider told us could not be applied. */
export const eventReasons = [
  'unknown_payment',
  'no_payment_intent',
  'amount_not_known',
  'unreadable',
  'other_account',
  'other_mode',
  /** Of older events: nobody writes it any more. */
  'dispute_without_payment',
] as const
export type EventReason = (typeof eventReasons)[number]
