import { z } from 'zod'

const minor = z.string().regex(/^\d+$/).transform(BigInt)
const currency = z.string().length(3)

/** Money of a payment given back through Stripe. */
const refundDetailSchema = z.object({
  act: z.literal('refund'),
  paymentId: z.uuid(),
  paymentIntentId: z.string(),
  amountMinor: minor,
  seenRefundableMinor: minor,
  currency,
})

/** An entry of cash undone. */
const reversalDetailSchema = z.object({
  act: z.literal('reverse_cash'),
  paymentId: z.uuid(),
  amountMinor: minor,
  currency,
})

/** A lock removed for good although the loan still owes something. */
const releaseDetailSchema = z.object({
  act: z.literal('release'),
  loanId: z.uuid(),
  seenOutstandingMinor: minor,
  writeOff: z.boolean(),
  currency,
})

/** Money that the payer's bank has taken for good, owed once more. */
const oweAgainDetailSchema = z.object({
  act: z.literal('owe_again'),
  paymentId: z.uuid(),
  disputeId: z.string(),
  amountMinor: minor,
  currency,
})

/** What two people agree on about money and locks, with what was seen when it was asked. */
export const actDetailSchema = z.discriminatedUnion('act', [
  refundDetailSchema,
  reversalDetailSchema,
  releaseDetailSchema,
  oweAgainDetailSchema,
])
export type ActDetail = z.infer<typeof actDetailSchema>

/** The same as it is kept: amounts as text. */
export type ActAsked = z.input<typeof actDetailSchema>
