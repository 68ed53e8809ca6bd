import { dayAt } from '#lib/domain/day.ts'
import type { LoanBalance } from '#lib/domain/lock/effect.ts'
import { upToStep } from '#lib/domain/money/chargeable.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { larger } from '#lib/domain/money/money.ts'
import {
  amountLimits,
  type ChoiceName,
  type PayTerms,
  paymentChoices,
  whyNothingIsAsked,
} from '#lib/domain/money/payment-choices.ts'

/** What a promise asks for, as it can be paid: what of it is more than was promised, and where that goes. */
export type ToKeep =
  | {
      how: 'as_promised' | 'overdue' | 'ahead' | 'credit' | 'settles'
      choice: ChoiceName
      amountMinor: bigint
      extraMinor: bigint
    }
  /** Nothing can be charged that would be enough: a person says how it is paid. */
  | { how: 'not_here' }

/** How an amount is paid that was promised, or would be; undefined: nothing is asked for any more. */
export function toKeep(
  promisedMinor: bigint,
  balance: LoanBalance,
  terms: PayTerms,
): ToKeep | undefined {
  if (balance.outstandingMinor === 0n || whyNothingIsAsked(balance, terms)) return undefined
  const payable = payableFor(promisedMinor, balance, terms)
  if (!payable) return { how: 'not_here' }
  const { choice, amountMinor } = payable
  const extraMinor = larger(amountMinor - promisedMinor, 0n)
  if (extraMinor === 0n) return { ...payable, how: 'as_promised', extraMinor }
  if (choice !== 'settle')
    return { ...payable, how: choice === 'other' ? 'overdue' : 'ahead', extraMinor }
  const creditMinor = larger(amountMinor - balance.outstandingMinor, 0n)
  return creditMinor > 0n
    ? { ...payable, how: 'credit', extraMinor: creditMinor }
    : { ...payable, how: 'settles', extraMinor }
}

type Payable = { choice: ChoiceName; amountMinor: bigint }

function payableFor(
  promisedMinor: bigint,
  balance: LoanBalance,
  terms: PayTerms,
): Payable | undefined {
  const limits = amountLimits(balance, terms)
  if (!limits || !terms.charge) return undefined
  const { minimumMinor, largestPartMinor, wholeMinor } = limits
  const choices = paymentChoices(balance, terms)
  const named = (choice: ChoiceName) => {
    const found = choices.find(({ name }) => name === choice)
    return found && { choice, amountMinor: found.amountMinor }
  }
  const today = dayAt(terms.now, terms.timeZone)
  const { arrearsMinor } = arrearsOf(balance.schedule, balance.outstandingMinor, today)
  const arrears = promisedMinor >= arrearsMinor ? named('arrears') : undefined
  if (arrears) return arrears
  const partMinor = larger(upToStep(promisedMinor, terms.charge), minimumMinor)
  if (promisedMinor < arrearsMinor && partMinor <= largestPartMinor)
    return { choice: 'other', amountMinor: partMinor }
  // More than can be charged at once is paid in parts.
  if (wholeMinor === undefined) return { choice: 'other', amountMinor: largestPartMinor }
  return named('settle')
}
