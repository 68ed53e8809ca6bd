import type { Lender } from '#lib/db/lenders.ts'
import {
  cheapestUnlockMinor,
  type Effect,
  effectOf,
  type LenderClock,
} from '#lib/domain/lock/effect.ts'
import type { End } from '#lib/domain/lock/may-lock.ts'
import type { Opening } from '#lib/domain/lock/opening.ts'
import { askedFor, type PartLimits, partFault } from '#lib/domain/money/chargeable.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import { amountLimits, ownAmount, type PayTerms } from '#lib/domain/money/payment-choices.ts'
import { type PromiseLimits, promiseLimits } from '#lib/domain/promise/promise-limits.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import type { Reader } from '#lib/i18n/format.ts'
import type { Arranged } from '#lib/loans/arranged.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import type { PromiseEligibility } from '#lib/promises/queries.ts'
import type { HandOverBar } from '#lib/returns/hand-over-bar.ts'

type TroubleLender = Pick<Lender, 'name' | 'locale' | 'policy' | 'paymentMethods'>

/** How far arrangements may still keep the phone open by themselves. */
export type OpenRoom = {
  /** The last day through which one may. */
  through: Temporal.PlainDate
  /** From which day one may again that opens until the first day that can be promised. */
  againOn: Temporal.PlainDate | undefined
  returnBar: HandOverBar | undefined
}

type Facts = {
  lender: TroubleLender
  reader: Reader
  promise: PromiseEligibility
  arranged: Arranged
  open: OpenRoom
}

type Amount = { amountMinor: bigint; effect: Effect }

/** What somebody who has trouble paying can choose from today, as facts. */
export type Trouble = Facts & {
  phone: Phone
  arrears: LoanArrears
  isOwed: boolean
  opening: Opening
  /** Until when the phone is left open whatever is paid. */
  leftOpen: End
  /** The phone is the lender's again. */
  isBack: boolean
  /** All that is overdue, or else the next installment. */
  whole: Amount | undefined
  /** What that is more than all that is owed, because less cannot be charged. */
  overMinor: bigint
  /** The smallest amount that opens the phone, when that is less than all that is overdue. */
  part: Amount | undefined
  /** The least that can be paid; undefined: nothing less than the whole. */
  leastMinor: bigint | undefined
  promisable: PromiseLimits
}

export function troubleOf(phone: Phone, facts: Facts): Trouble {
  const { lender, reader } = facts
  const terms = payTerms(lender, phone.currency, reader)
  const { arrears, opening } = phoneStatus(phone, reader)
  const { arrearsMinor, next } = arrears
  const payable = amountLimits(phone, terms)
  const withEffect = (dueMinor: bigint) => {
    const amountMinor = askedTogether(dueMinor, payable, terms)
    return ownAmount(phone, amountMinor, terms)
  }
  const wholeMinor = arrearsMinor || next?.openMinor
  const whole = wholeMinor ? withEffect(wholeMinor) : undefined
  const partMinor = helpfulPart(phone, arrearsMinor, terms)
  const part = partMinor ? withEffect(partMinor) : undefined
  return {
    ...facts,
    phone,
    arrears,
    isOwed: phone.outstandingMinor > 0n,
    isBack: phone.handedBackAt !== null,
    opening,
    leftOpen: leftOpenUntil({ ...phone, balance: phone }, terms),
    whole,
    overMinor: overOf(whole, phone.outstandingMinor),
    // Where so little is left that all of it must be paid at once, no part is another choice.
    part: part?.amountMinor === whole?.amountMinor ? undefined : part,
    leastMinor: leastPart(payable, whole),
    promisable: promiseLimits({ arrearsMinor, outstandingMinor: phone.outstandingMinor }, terms),
  }
}

function overOf(whole: Amount | undefined, owedMinor: bigint): bigint {
  return whole && whole.amountMinor > owedMinor ? whole.amountMinor - owedMinor : 0n
}

function leastPart(payable: PartLimits | undefined, whole: Amount | undefined) {
  if (!payable || (whole && payable.minimumMinor >= whole.amountMinor)) return undefined
  return payable.minimumMinor
}

// As it is asked for; all that is owed where the part would leave too little to pay.
function askedTogether(dueMinor: bigint, payable: PartLimits | undefined, terms: PayTerms): bigint {
  const askedMinor = (terms.charge && askedFor(dueMinor, terms.charge)) ?? dueMinor
  const isPayable = !payable || !partFault(askedMinor, payable)
  return isPayable ? askedMinor : (payable.wholeMinor ?? askedMinor)
}

function helpfulPart(phone: Phone, arrearsMinor: bigint, clock: LenderClock): bigint | undefined {
  const cheapestMinor = cheapestUnlockMinor(phone, clock)
  const opens = cheapestMinor > 0n && effectOf(phone, cheapestMinor, clock).kind !== 'none'
  return opens && cheapestMinor < arrearsMinor ? cheapestMinor : undefined
}
