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
import type { PayLink } from '#lib/payments/links/pay-link.ts'

type LinkChoice = PaymentChoice | OwnAmount

/** What the holder of a link is asked for; undefined: nothing can be paid by it now. */
export function choiceOfLink(
  { pays, endsAt }: Pick<PayLink, 'pays' | 'endsAt'>,
  phone: Phone,
  terms: PayTerms,
): LinkChoice | undefined {
  if (endsAt && Temporal.Instant.compare(endsAt, terms.now) <= 0) return undefined
  if (pays === 'overdue') return unlockingChoice(phone, terms)
  return paymentChoices(phone, terms).find(({ name }) => name === 'settle')
}

/**
 * What a helper is asked for: everything overdue; the whole rest when no less can be paid; the most that can be paid
 * at once when even that is less. Undefined when nothing is overdue, or nothing can be paid.
 */
export function unlockingChoice(phone: Phone, terms: PayTerms): LinkChoice | undefined {
  const { arrearsMinor } = phoneStatus(phone, terms).arrears
  if (arrearsMinor === 0n) return undefined
  const choices = paymentChoices(phone, terms)
  const named = (name: ChoiceName) => choices.find((choice) => choice.name === name)
  return named('arrears') ?? named('settle') ?? mostAtOnce(phone, terms)
}

function mostAtOnce(phone: Phone, terms: PayTerms): LinkChoice | undefined {
  const limits = amountLimits(phone, terms)
  if (!limits) return undefined
  return ownAmount(phone, limits.largestPartMinor, terms)
}
