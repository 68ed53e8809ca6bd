import { larger, smaller } from './money.ts'
import type { PaymentMethod } from './payment-methods.ts'

/** What a payment provider can charge at once, in minor units: from the least to the most, in whole steps. */
export type ChargeLimits = { minimumMinor: bigint; maximumMinor: bigint; stepMinor: bigint }

/** A way of paying, and between which amounts it serves. */
export type WayToPay = { method: PaymentMethod; minimumMinor: bigint; maximumMinor: bigint }

/** An amount as it is asked for: never less than it, in whole steps and not below the least. Undefined: too much at once. */
export function askedFor(amountMinor: bigint, limits: ChargeLimits): bigint | undefined {
  const askedMinor = larger(upToStep(amountMinor, limits), limits.minimumMinor)
  return askedMinor <= limits.maximumMinor ? askedMinor : undefined
}

/** The smallest whole step that is not less. */
export function upToStep(amountMinor: bigint, { stepMinor }: ChargeLimits): bigint {
  return ((amountMinor + stepMinor - 1n) / stepMinor) * stepMinor
}

/** The largest whole step that is not more: what of an amount can go back, too. */
export function downToStep(amountMinor: bigint, { stepMinor }: ChargeLimits): bigint {
  return (amountMinor / stepMinor) * stepMinor
}

/** What somebody may pay of what is owed: a part between the least and the largest, or all of it. */
export type PartLimits = {
  minimumMinor: bigint
  /** More than this, and less than all of it, would leave a rest that cannot be paid alone. */
  largestPartMinor: bigint
  /** What ends the loan, as it is asked for; undefined: more than can be charged at once. */
  wholeMinor: bigint | undefined
}

/** `leastMinor` is the lender's own least amount; what is owed in all can be paid whole however little it is. */
export function partLimits(
  owedMinor: bigint,
  leastMinor: bigint,
  limits: ChargeLimits,
): PartLimits {
  const wholeMinor = owedMinor > 0n ? askedFor(owedMinor, limits) : 0n
  const leavesEnoughMinor = downToStep(larger(owedMinor - limits.minimumMinor, 0n), limits)
  const minimumMinor = upToStep(larger(leastMinor, limits.minimumMinor), limits)
  const largestPartMinor = smaller(leavesEnoughMinor, downToStep(limits.maximumMinor, limits))
  return {
    minimumMinor:
      minimumMinor <= largestPartMinor ? minimumMinor : (wholeMinor ?? largestPartMinor),
    largestPartMinor,
    wholeMinor,
  }
}

export type PartFault = 'below_minimum' | 'leaves_too_little' | 'above_maximum' | 'too_much_at_once'

/** What is wrong with an amount of whole steps, if anything. */
export function partFault(amountMinor: bigint, limits: PartLimits): PartFault | undefined {
  const { minimumMinor, largestPartMinor, wholeMinor } = limits
  if (amountMinor === wholeMinor) return undefined
  if (amountMinor < minimumMinor) return 'below_minimum'
  if (amountMinor <= largestPartMinor) return undefined
  if (wholeMinor === undefined) return 'too_much_at_once'
  return amountMinor < wholeMinor ? 'leaves_too_little' : 'above_maximum'
}

/** The amount that a fault speaks of. */
export function partLimitOf(fault: PartFault, limits: PartLimits): bigint {
  const { minimumMinor, largestPartMinor, wholeMinor = largestPartMinor } = limits
  if (fault === 'below_minimum') return minimumMinor
  return fault === 'above_maximum' ? wholeMinor : largestPartMinor
}

export function takes({ minimumMinor, maximumMinor }: WayToPay, amountMinor: bigint): boolean {
  return amountMinor >= minimumMinor && amountMinor <= maximumMinor
}
