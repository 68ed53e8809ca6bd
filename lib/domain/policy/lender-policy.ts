import { z } from 'zod'
import { amountsByCurrency, percentage } from './amounts.ts'
import { deskPolicySchema, hoursPolicySchema, reportingPolicySchema } from './desk-policy.ts'
import { directoryPolicySchema } from './directory-policy.ts'
import {
  holdPolicySchema,
  planPolicySchema,
  promisePolicySchema,
  returnPolicySchema,
} from './hardship-policy.ts'

/** The lender's rules, as data. Money is in minor units of the currency named. */
export const lenderPolicySchema = z.object({
  /** Days after a due date before the phone may lock again. */
  graceDays: z.int().min(0).max(90),
  /** Hour of the lender's day at which an unlock with an end ends. */
  relockAtHour: z.int().min(0).max(23),
  /** Who locks again: the lock service at a date we give it, or the lender by its own command. */
  relock: z.enum(['by_date', 'by_lender']),
  /** What paying off some of the overdue installments gives; null: nothing until all is paid. */
  partialUnlock: z
    .object({ installments: z.int().min(1).max(60), days: z.int().min(1).max(60) })
    .nullable(),
  minimumPaymentMinor: amountsByCurrency,
  /** A rest too little to be charged: the least that can be charged is paid and the surplus kept as credit, or it is waived. */
  smallRest: z.enum(['pay_least', 'waive']).default('pay_least'),
  /** Waived part of what is not due yet when the whole loan is settled, and how long the quote stands. */
  settlement: z.object({
    rebatePercent: percentage,
    validDays: z.int().min(0).max(30),
    /** Whoever holds the phone may be given a link that pays off its loan. */
    byOthers: z.boolean().default(false),
  }),
  /** The promise from paid to open, and what is usual. */
  unlockWithinMinutes: z
    .int()
    .min(5)
    .max(24 * 60),
  unlockUsualMinutes: z
    .int()
    .min(1)
    .max(24 * 60),
  /** What happens by itself to money paid twice. */
  duplicatePayment: z.enum(['refund', 'credit']),
  /** Days until a delayed payment method has usually cleared, by the provider's name for it. */
  clearingDays: z.record(z.string(), z.int().min(0).max(30)).default({}),
  /** What still works on a phone this lender has locked. */
  worksWhileLocked: z.array(
    z.enum(['emergency_calls', 'incoming_calls', 'outgoing_calls', 'wifi_settings', 'internet']),
  ),
  promise: promisePolicySchema,
  plan: planPolicySchema,
  return: returnPolicySchema,
  hold: holdPolicySchema,
  hours: hoursPolicySchema,
  desk: deskPolicySchema,
  reporting: reportingPolicySchema,
  directory: directoryPolicySchema,
})

export type LenderPolicy = z.infer<typeof lenderPolicySchema>
