import { z } from 'zod'
import { wholeNumber } from '#app/form-values.ts'
import { typedAmount } from '#app/pay-wish.ts'
import { keptText } from '#lib/domain/kept-text.ts'
import { smaller } from '#lib/domain/money/money.ts'
import type { PayTerms } from '#lib/domain/money/payment-choices.ts'
import { parseDay } from '#lib/domain/typed-day.ts'

const amountNames = ['arrears', 'minimum', 'other'] as const
export type AmountName = (typeof amountNames)[number]

/** What a person chose and typed on the page of a promise, kept in its address when something was wrong. */
export type Typed = {
  when: string
  date: string
  choice?: AmountName | undefined
  amount: string
}

const typed = z.object({
  when: z.string().max(10).transform(keptText).catch(''),
  date: z.string().max(40).transform(keptText).catch(''),
  choice: z.enum(amountNames).optional().catch(undefined),
  amount: z.string().max(40).transform(keptText).catch(''),
})

const hidden = z.object({
  deviceId: z.string().catch(''),
  seenArrearsMinor: wholeNumber.catch(0n),
})

/** Nonsense reads as nothing chosen; what must be right is checked where it counts. */
export function typedIn(values: Record<string, unknown>): Typed {
  return typed.parse(values)
}

export function promiseFormOf(form: FormData): Typed & z.infer<typeof hidden> {
  const values = Object.fromEntries(form)
  return { ...typed.parse(values), ...hidden.parse(values) }
}

/** The chosen day, or the typed one; undefined when it is not one clear date. */
export function wishedDate({ when, date }: Typed): Temporal.PlainDate | undefined {
  return parseDay(when === 'other' ? date : when)
}

type Amounts = Pick<PayTerms, 'currency' | 'charge'> & {
  arrearsMinor: bigint
  minimumMinor: bigint
}

export function wishedMinor({ choice, amount }: Typed, amounts: Amounts): bigint | undefined {
  if (choice === 'arrears') return amounts.arrearsMinor
  if (choice === 'minimum') return amounts.minimumMinor
  const typedMinor = choice === 'other' ? typedAmount(amount, amounts) : undefined
  // Rounded up to what can be paid, all that is overdue is still all that is overdue.
  const { arrearsMinor, charge } = amounts
  const isWhole = typedMinor !== undefined && charge && typedMinor - arrearsMinor < charge.stepMinor
  return isWhole ? smaller(typedMinor, arrearsMinor) : typedMinor
}
