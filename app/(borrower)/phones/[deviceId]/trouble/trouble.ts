import type { Lender } from '#lib/db/lenders.ts'
import { askedFor, type PartLimits } from '#lib/domain/chargeable.ts'
import { cheapestUnlockMinor, type Effect, effectOf, type LenderClock } from '#lib/domain/effect.ts'
import type { LoanStanding } from '#lib/domain/installments.ts'
import { amountLimits } from '#lib/domain/payment-choices.ts'
import { type PromiseLimits, promiseLimits } from '#lib/domain/promise/limits.ts'
import { payTerms } from '#lib/gateways/charge-limits.ts'
import type { Arranged } from '#lib/loans/arranged.ts'
import { isPaymentLock, phoneStanding } from '#lib/loans/phone-standing.ts'
import type { Phone } from '#lib/loans/queries.ts'
import type { PromiseStanding } from '#lib/promises/queries.ts'
import { type Reader, todayOf } from '#lib/words/format.ts'

export type TroubleLender = Pick<Lender, 'name' | 'locale' | 'policy' | 'paymentMethods'>

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
  /** Undefined: nothing can be paid here. */
  payable: PartLimits | undefined
  promisable: PromiseLimits
}

export function troubleOf(phone: Phone, facts: Facts): Trouble {
  const { lender, reader } = facts
  const terms = payTerms(lender, phone.currency, reader)
  const { standing, reason } = phoneStanding(phone, todayOf(reader))
  const { arrearsMinor, next } = standing
  const withEffect = (dueMinor: bigint) => {
    const amountMinor = (terms.charge && askedFor(dueMinor, terms.charge)) ?? dueMinor
    return { amountMinor, effect: effectOf(phone, amountMinor, terms) }
  }
  const wholeMinor = arrearsMinor || next?.openMinor
  const partMinor = helpfulPart(phone, arrearsMinor, terms)
  return {
    ...facts,
    phone,
    standing,
    isOwed: phone.outstandingMinor > 0n,
    isBack: phone.returnedAt !== null,
    lock: !isPaymentLock(reason) ? 'not_about_payment' : reason === 'open' ? 'open' : 'locked',
    whole: wholeMinor ? withEffect(wholeMinor) : undefined,
    part: partMinor ? withEffect(partMinor) : undefined,
    payable: amountLimits(phone, terms),
    promisable: promiseLimits({ arrearsMinor, outstandingMinor: phone.outstandingMinor }, terms),
  }
}

function helpfulPart(phone: Phone, arrearsMinor: bigint, clock: LenderClock): bigint | undefined {
  const cheapestMinor = cheapestUnlockMinor(phone, clock)
  const opens = cheapestMinor > 0n && effectOf(phone, cheapestMinor, clock).kind !== 'none'
  return opens && cheapestMinor < arrearsMinor ? cheapestMinor : undefined
}
