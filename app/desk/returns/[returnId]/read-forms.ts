import { parseAmount } from '#lib/domain/money/money.ts'
import { type Condition, conditions } from '#lib/domain/policy/hardship-policy.ts'
import { isDamageDecided, type OwedAfter, type ReturnRule } from '#lib/domain/return/quote.ts'
import type { Verdict } from '#lib/returns/decide-dispute.ts'

type Typed = Record<string, string>

export type ReadInspection = { condition: Condition; note: string; damageMinor: bigint }

export type InspectionFault = {
  field: 'condition' | 'damage' | 'note'
  fault: 'condition' | 'not_an_amount' | 'damage_not_decided' | 'damage_without_note'
}

/** An inspection as it was typed, or what is wrong with it. */
export function readInspection(
  { condition: name, note = '', damage = '' }: Typed,
  { currency, rule }: { currency: string; rule: ReturnRule },
): ReadInspection | InspectionFault {
  const condition = conditions.find((one) => one === name)
  if (!condition) return { field: 'condition', fault: 'condition' }
  const damageMinor = damage ? parseAmount(damage, currency) : 0n
  if (damageMinor === undefined) return { field: 'damage', fault: 'not_an_amount' }
  if (damageMinor > 0n && !isDamageDecided(rule, condition))
    return { field: 'damage', fault: 'damage_not_decided' }
  if (damageMinor > 0n && !note) return { field: 'note', fault: 'damage_without_note' }
  return { condition, note, damageMinor }
}

export type ReadVerdict = { verdict: Verdict; leftMinor: bigint }

/** A decision about a dispute as it was typed, with what it leaves to pay; or which field is wrong. */
export function readVerdict(
  { verdict: name = '', owed = '' }: Typed,
  about: { currency: string; owedAfter: OwedAfter; currentMinor: bigint },
): ReadVerdict | { field: 'verdict' | 'owed' } {
  const { currency, owedAfter, currentMinor } = about
  if (name === 'keep') return { verdict: { kind: 'keep' }, leftMinor: currentMinor }
  const condition = conditions.find((one) => name === `condition_${one}`)
  if (condition && owedAfter[condition] <= currentMinor)
    return { verdict: { kind: 'condition', condition }, leftMinor: owedAfter[condition] }
  if (name !== 'lower') return { field: 'verdict' }
  const owedMinor = parseAmount(owed, currency)
  if (owedMinor === undefined || owedMinor >= currentMinor) return { field: 'owed' }
  return { verdict: { kind: 'lower', owedMinor }, leftMinor: owedMinor }
}
