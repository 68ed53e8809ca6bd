import { z } from 'zod'
import { languages } from './languages.ts'
import { cashMethods, cashReasons } from './money/cash-limit.ts'

const minor = z.string().regex(/^\d+$/).transform(BigInt)
const currency = z.string().length(3)

/** Money of a payment given back through the provider. */
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

/** Money that staff took, where one person's word is not enough. */
const cashDetailSchema = z.object({
  act: z.literal('cash'),
  loanId: z.uuid(),
  paymentId: z.uuid(),
  amountMinor: minor,
  method: z.enum(cashMethods),
  officeReceipt: z.string(),
  takenOn: z.iso.date(),
  seenOutstandingMinor: minor,
  locale: z.enum(languages),
  why: z.array(z.enum(cashReasons)),
  currency,
})

/** A return settled of which nobody has taken a photo: what is taken off the loan for the phone. */
const returnDetailSchema = z.object({
  act: z.literal('settle_return'),
  returnId: z.uuid(),
  loanId: z.uuid(),
  seenVersion: z.int(),
  seenOutstandingMinor: minor,
  amountMinor: minor,
  currency,
})

/** Credit given back by hand, above what one person may give back. */
const payOutDetailSchema = z.object({
  act: z.literal('pay_out'),
  loanId: z.uuid(),
  payoutId: z.uuid(),
  amountMinor: minor,
  seenCreditMinor: minor,
  method: z.enum(cashMethods),
  paidOn: z.iso.date(),
  currency,
})

/** What two people agree on about money and locks, with what was seen when it was asked. */
export const actDetailSchema = z.discriminatedUnion('act', [
  refundDetailSchema,
  reversalDetailSchema,
  releaseDetailSchema,
  oweAgainDetailSchema,
  cashDetailSchema,
  returnDetailSchema,
  payOutDetailSchema,
])
export type ActDetail = z.infer<typeof actDetailSchema>

/** The same as it is kept: amounts as text. */
export type ActAsked = z.input<typeof actDetailSchema>
