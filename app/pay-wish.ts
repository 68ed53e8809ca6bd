import { z } from 'zod'
import { parseAmount } from '#lib/domain/money.ts'
import { choiceNames } from '#lib/domain/payment-choices.ts'

const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)

const payForm = z.object({
  deviceId: z.string().default(''),
  choice: z.enum(choiceNames).optional().catch(undefined),
  amount: z.string().max(40).catch(''),
  /** The amount in minor units whose effect the page was showing. */
  shownMinor: minor.optional().catch(undefined),
  seenOutstandingMinor: minor.catch(0n),
  confirmAnother: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform((value) => value === 'yes'),
  intent: z.string().optional(),
})

export type PayWish = Omit<z.infer<typeof payForm>, 'intent'> & { isPreview: boolean }

/** What a person chose on an amount page. Nonsense reads as nothing chosen; what must be right is checked later. */
export function payFormOf(form: FormData): PayWish {
  const { intent, ...wish } = payForm.parse(Object.fromEntries(form))
  return { ...wish, isPreview: intent === 'preview' }
}

/** The typed amount, and whether its effect has not been shown yet. */
export function wishedAmount({ amount, shownMinor }: PayWish, currency: string) {
  const amountMinor = parseAmount(amount, currency)
  return { amountMinor, isNew: amountMinor === undefined || amountMinor !== shownMinor }
}
