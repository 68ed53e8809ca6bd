import { z } from 'zod'
import { line, oneOf, seenNumber } from '#app/form-values.ts'
import { typedAmount } from '#app/payment/pay-wish.ts'
import { smaller } from '#lib/domain/money/money.ts'
import type { PayTerms } from '#lib/domain/money/payment-choices.ts'
import { parseDay } from '#lib/domain/typed-day.ts'

const amountNames = ['arrears', 'minimum', 'other'] as const

/**
 * What a person chose and typed on the page of a promise, kept in its address when something was wrong. Nonsense reads as
 * nothing chosen; what must be right is checked where it counts.
 */
export const typedForm = z.object({
  when: line(10).catch(''),
  date: line(40).catch(''),
  choice: oneOf(amountNames),
  amount: line(40).catch(''),
})
export type Typed = z.infer<typeof typedForm>

export const promiseForm = typedForm.extend({
  deviceId: z.string().catch(''),
  seenArrearsMinor: seenNumber,
})

/** The chosen day, or the typed one; undefined when it is not one clear date. */
export function wishedDate({ when, date }: Typed): Temporal.PlainDate | undefined {
  return parseDay(when === 'other' ? date : when)
}

type Amounts = Pick<PayTerms, 'currency' | 'charge'> & {
  arrearsMinor: bigint
  minimumMinor: bigint
  locale: string
}

export function wishedMinor({ choice, amount }: Typed, amounts: Amounts): bigint | undefined {
  if (choice === 'arrears') return amounts.arrearsMinor
  if (choice === 'minimum') return amounts.minimumMinor
  const typedMinor = choice === 'other' ? typedAmount(amount, amounts, amounts.locale) : undefined
  // Rounded up to what can be paid, all that is overdue is still all that is overdue.
  const { arrearsMinor, charge } = amounts
  const isWhole = typedMinor !== undefined && charge && typedMinor - arrearsMinor < charge.stepMinor
  return isWhole ? smaller(typedMinor, arrearsMinor) : typedMinor
}
