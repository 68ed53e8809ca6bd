import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { parseAmount } from '#lib/domain/money/money.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'

/** What staff typed for an offer of their own, as it stands in the address. */
export type CounterTyped = { extra?: string; pause?: string; part?: string }

export type CounterField = keyof CounterTyped

/** The terms of an offer of one's own; `faults` names the fields that are no number or no amount. */
export function readCounter(
  { extra = '', pause = '', part = '' }: CounterTyped,
  currency: string,
): { terms: PlanTerms | undefined; faults: CounterField[] } {
  const extraMonths = monthsOf(extra)
  const pauseMonths = monthsOf(pause)
  const partNowMinor = part.trim() === '' ? 0n : parseAmount(part, currency)
  const faults: CounterField[] = []
  if (extraMonths === undefined) faults.push('extra')
  if (pauseMonths === undefined) faults.push('pause')
  if (partNowMinor === undefined) faults.push('part')
  if (extraMonths === undefined || pauseMonths === undefined || partNowMinor === undefined)
    return { terms: undefined, faults }
  const terms = { kind: 'counter', extraMonths, pauseMonths, partNowMinor, ownMinor: null }
  return { terms: terms as PlanTerms, faults }
}

function monthsOf(text: string): number | undefined {
  const digits = toWesternDigits(text).trim()
  if (digits === '') return 0
  return /^\d{1,2}$/.test(digits) ? Number(digits) : undefined
}
