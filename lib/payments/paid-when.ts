type Payment = { paymentIntentId: string | null; processingAt: Temporal.Instant | null }
type Came = { paymentIntentId: string; capturedAt: Temporal.Instant }

/** From when money counts: a voucher's from when its payer was done, any other from when it came. */
export function paidWhen(
  { paymentIntentId, processingAt }: Payment,
  money: Came,
): Temporal.Instant {
  const isOwn = paymentIntentId === null || paymentIntentId === money.paymentIntentId
  return (isOwn && processingAt) || money.capturedAt
}
