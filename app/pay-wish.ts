import { z } from 'zod'
import { wholeNumber } from '#app/form-values.ts'
import { keptText } from '#lib/domain/kept-text.ts'
import { upToStep } from '#lib/domain/money/chargeable.ts'
import { parseAmount } from '#lib/domain/money/money.ts'
import { choiceNames, type PayTerms } from '#lib/domain/money/payment-choices.ts'

const seenMinor = wholeNumber.optional().catch(undefined)

const yes = z
  .literal('yes')
  .optional()
  .catch(undefined)
  .transform((value) => value === 'yes')

const payForm = z.object({
  deviceId: z.string().catch(''),
  choice: z.enum(choiceNames).optional().catch(undefined),
  amount: z.string().max(40).transform(keptText).catch(''),
  /** The amount in minor units whose effect the page was showing. */
  shownMinor: seenMinor,
  seenOutstandingMinor: wholeNumber.catch(0n),
  /** The day of the page, where the lender is. */
  seenOn: z.iso
    .date()
    .transform((text) => Temporal.PlainDate.from(text))
    .optional()
    .catch(undefined),
  confirmAnother: yes,
  /** The page told of another payment and asked for a tick. */
  wasTold: yes,
  intent: z.string().optional().catch(undefined),
})

export type PayWish = Omit<z.infer<typeof payForm>, 'intent'> & {
  /** What the page asked for the choice that was made. */
  seenAmountMinor: bigint | undefined
  isPreview: boolean
}

/** The field in which the page says what it asks for a choice. */
export function seenAmountField(choice: string | undefined): string {
  return `seen_${choice}`
}

/** What a person chose on an amount page. Nonsense reads as nothing chosen; what must be right is checked later. */
export function payFormOf(form: FormData): PayWish {
  const { intent, ...wish } = payForm.parse(Object.fromEntries(form))
  const seenAmountMinor = seenMinor.parse(form.get(seenAmountField(wish.choice)) ?? undefined)
  return { ...wish, seenAmountMinor, isPreview: intent === 'preview' }
}

/** The typed amount, and whether its effect has not been shown yet. */
export function wishedAmount({ amount, shownMinor }: PayWish, terms: PayTerms) {
  const amountMinor = typedAmount(amount, terms)
  return { amountMinor, isNew: amountMinor === undefined || amountMinor !== shownMinor }
}

/** What was typed as it would be asked for, in whole steps; undefined when it is not one clear amount. */
export function typedAmount(
  text: string,
  { currency, charge }: Pick<PayTerms, 'currency' | 'charge'>,
): bigint | undefined {
  const amountMinor = parseAmount(text, currency)
  return amountMinor !== undefined && charge ? upToStep(amountMinor, charge) : amountMinor
}
