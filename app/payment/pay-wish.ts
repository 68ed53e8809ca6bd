import { z } from 'zod'
import { day, line, oneOf, seenNumber, ticked } from '#app/form-values.ts'
import { upToStep } from '#lib/domain/money/chargeable.ts'
import { parseAmount } from '#lib/domain/money/money.ts'
import { choiceNames, type PayTerms } from '#lib/domain/money/payment-choices.ts'

/** What every form with which something is paid says of its page. */
export const shownForm = z.object({
  /** The amount in minor units whose effect the page was showing. */
  shownMinor: seenNumber,
  confirmAnother: ticked,
})

const payForm = shownForm.extend({
  deviceId: z.string().catch(''),
  choice: oneOf(choiceNames),
  amount: line(40).catch(''),
  seenOutstandingMinor: seenNumber,
  /** The day of the page, where the lender is. */
  seenOn: day.optional().catch(undefined),
  /** The page told of another payment and asked for a tick. */
  wasTold: ticked,
  intent: oneOf(['pay', 'preview']),
})

type PayWish = Omit<z.infer<typeof payForm>, 'intent'> & {
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
  const values = Object.fromEntries(form)
  const { intent, ...wish } = payForm.parse(values)
  const seenAmountMinor = seenNumber.parse(values[seenAmountField(wish.choice)])
  return { ...wish, seenAmountMinor, isPreview: intent === 'preview' }
}

/** The typed amount, and whether its effect has not been shown yet. */
export function wishedAmount({ amount, shownMinor }: PayWish, terms: PayTerms, locale: string) {
  const amountMinor = typedAmount(amount, terms, locale)
  return { amountMinor, isNew: amountMinor === undefined || amountMinor !== shownMinor }
}

/** What was typed as it would be asked for, in whole steps; undefined when it is not one clear amount. */
export function typedAmount(
  text: string,
  { currency, charge }: Pick<PayTerms, 'currency' | 'charge'>,
  locale: string,
): bigint | undefined {
  const amountMinor = parseAmount(text, currency, locale)
  return amountMinor !== undefined && charge ? upToStep(amountMinor, charge) : amountMinor
}
