import { cheapestUnlockMinor, type Effect, effectOf, type LenderClock } from '#lib/domain/effect.ts'
import type { LoanStanding } from '#lib/domain/installments.ts'
import { type AmountLimits, amountLimits } from '#lib/domain/payment-choices.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { type PromiseLimits, promiseLimits } from '#lib/domain/promise/limits.ts'
import type { Arranged } from '#lib/loans/arranged.ts'
import { isPaymentLock, phoneStanding } from '#lib/loans/phone-standing.ts'
import type { Phone } from '#lib/loans/queries.ts'
import type { PromiseStanding } from '#lib/promises/queries.ts'
import { type Reader, todayOf } from '#lib/words/format.ts'

export type TroubleLender = { name: string; locale: string; policy: LenderPolicy }

type Facts = {
  lender: TroubleLender
  reader: Reader
  promise: PromiseStanding
  arranged: Arranged
}

type Amount = { amountMinor: bigint; effect: Effect }

/** What somebody who has trouble paying can choose from today, as facts. */
export type Trouble = Facts & {
  phone: Phone
  standing: LoanStanding
  isOwed: boolean
  lock: 'locked' | 'open' | 'not_about_payment'
  /** The phone is the lender's again. */
  isBack: boolean
  /** All that is overdue, or else the next installment. */
  whole: Amount | undefined
  /** The smallest amount that opens the phone, when that is less than all that is overdue. */
  part: Amount | undefined
  payable: AmountLimits
  promisable: PromiseLimits
}

export function troubleOf(phone: Phone, facts: Facts): Trouble {
  const { lender, reader } = facts
  const clock = { policy: lender.policy, timeZone: reader.timeZone, now: reader.now }
  const { standing, reason } = phoneStanding(phone, todayOf(reader))
  const { arrearsMinor, next } = standing
  const withEffect = (amountMinor: bigint) => ({
    amountMinor,
    effect: effectOf(phone, amountMinor, clock),
  })
  const wholeMinor = arrearsMinor || next?.openMinor
  const partMinor = helpfulPart(phone, arrearsMinor, clock)
  return {
    ...facts,
    phone,
    standing,
    isOwed: phone.outstandingMinor > 0n,
    isBack: phone.returnedAt !== null,
    lock: !isPaymentLock(reason) ? 'not_about_payment' : reason === 'open' ? 'open' : 'locked',
    whole: wholeMinor ? withEffect(wholeMinor) : undefined,
    part: partMinor ? withEffect(partMinor) : undefined,
    payable: amountLimits(phone, phone.currency, clock),
    promisable: promiseLimits(arrearsMinor, phone.currency, clock),
  }
}

function helpfulPart(phone: Phone, arrearsMinor: bigint, clock: LenderClock): bigint | undefined {
  const cheapestMinor = cheapestUnlockMinor(phone, clock)
  const opens = cheapestMinor > 0n && effectOf(phone, cheapestMinor, clock).kind !== 'none'
  return opens && cheapestMinor < arrearsMinor ? cheapestMinor : undefined
}
