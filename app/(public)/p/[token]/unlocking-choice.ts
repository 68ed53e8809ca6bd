import type { LenderClock } from '#lib/domain/effect.ts'
import { type PaymentChoice, paymentChoices } from '#lib/domain/payment-choices.ts'
import { phoneStanding } from '#lib/loans/phone-standing.ts'
import type { Phone } from '#lib/loans/queries.ts'
import { todayOf } from '#lib/words/format.ts'

/** What a helper is asked for: everything overdue, or the whole rest when all of it is. Undefined when nothing is overdue. */
export function unlockingChoice(phone: Phone, clock: LenderClock): PaymentChoice | undefined {
  const { arrearsMinor, outstandingMinor } = phoneStanding(phone, todayOf(clock)).standing
  if (arrearsMinor === 0n) return undefined
  const name = arrearsMinor === outstandingMinor ? 'settle' : 'arrears'
  return paymentChoices(phone, clock).find((choice) => choice.name === name)
}
