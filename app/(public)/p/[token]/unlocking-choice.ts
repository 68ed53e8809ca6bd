import {
  amountLimits,
  type ChoiceName,
  type OwnAmount,
  ownAmount,
  type PaymentChoice,
  type PayTerms,
  paymentChoices,
} from '#lib/domain/money/payment-choices.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'

type UnlockingChoice = PaymentChoice | OwnAmount

/**
 * What a helper is asked for: everything overdue; the whole rest when no less can be paid; the most that can be paid
 * at once when even that is less. Undefined when nothing is overdue, or nothing can be paid.
 */
export function unlockingChoice(phone: Phone, terms: PayTerms): UnlockingChoice | undefined {
  const { arrearsMinor } = phoneStatus(phone, terms).arrears
  if (arrearsMinor === 0n) return undefined
  const choices = paymentChoices(phone, terms)
  const named = (name: ChoiceName) => choices.find((choice) => choice.name === name)
  return named('arrears') ?? named('settle') ?? mostAtOnce(phone, terms)
}

function mostAtOnce(phone: Phone, terms: PayTerms): UnlockingChoice | undefined {
  const limits = amountLimits(phone, terms)
  if (!limits) return undefined
  return ownAmount(phone, limits.largestPartMinor, terms)
}
