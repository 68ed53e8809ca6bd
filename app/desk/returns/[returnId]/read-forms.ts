import { z } from 'zod'
import { amountIn, oneOf, readBy, text } from '#app/form-values.ts'
import { parseAmount } from '#lib/domain/money/money.ts'
import { type Condition, conditions } from '#lib/domain/policy/hardship-policy.ts'
import { isDamageDecided, type OwedAfter, type ReturnRule } from '#lib/domain/return/quote.ts'
import type { Verdict } from '#lib/returns/decide-dispute.ts'

type Typed = Record<string, string>

// Nothing typed about damage is none.
type Written = { currency: string; locale: string }

const inspectionForm = ({ currency, locale }: Written) =>
  z.object({
    condition: z.enum(conditions),
    note: text(600),
    damage: readBy((typed) => (typed === '' ? 0n : parseAmount(typed, currency, locale))),
  })

type ReadInspection = { condition: Condition; note: string; damageMinor: bigint }

type InspectionFault = {
  field: 'condition' | 'damage' | 'note'
  fault: 'condition' | 'not_an_amount' | 'damage_not_decided' | 'damage_without_note'
}

/** An inspection as it was typed, or what is wrong with it. */
export function readInspection(
  typed: Typed,
  { rule, ...written }: Written & { rule: ReturnRule },
): ReadInspection | InspectionFault {
  const read = inspectionForm(written).safeParse(typed)
  if (!read.success)
    return read.error.issues[0]?.path[0] === 'condition'
      ? { field: 'condition', fault: 'condition' }
      : { field: 'damage', fault: 'not_an_amount' }
  const { condition, note, damage: damageMinor } = read.data
  if (damageMinor > 0n && !isDamageDecided(rule, condition))
    return { field: 'damage', fault: 'damage_not_decided' }
  if (damageMinor > 0n && !note) return { field: 'note', fault: 'damage_without_note' }
  return { condition, note, damageMinor }
}

const ofCondition = conditions.map((condition) => `condition_${condition}` as const)
const verdictForm = ({ currency, locale }: Written) =>
  z.object({
    verdict: oneOf(['keep', 'lower', ...ofCondition]),
    owed: amountIn(currency, locale).optional().catch(undefined),
  })

type ReadVerdict = { verdict: Verdict; leftMinor: bigint }

/** A decision about a dispute as it was typed, with what it leaves to pay; or which field is wrong. */
export function readVerdict(
  typed: Typed,
  about: Written & { owedAfter: OwedAfter; currentMinor: bigint },
): ReadVerdict | { field: 'verdict' | 'owed' } {
  const { owedAfter, currentMinor, ...written } = about
  const { verdict: name, owed: owedMinor } = verdictForm(written).parse(typed)
  if (name === 'keep') return { verdict: { kind: 'keep' }, leftMinor: currentMinor }
  const condition = conditions.find((one) => name === `condition_${one}`)
  if (condition && owedAfter[condition] <= currentMinor)
    return { verdict: { kind: 'condition', condition }, leftMinor: owedAfter[condition] }
  if (name !== 'lower') return { field: 'verdict' }
  if (owedMinor === undefined || owedMinor >= currentMinor) return { field: 'owed' }
  return { verdict: { kind: 'lower', owedMinor }, leftMinor: owedMinor }
}
