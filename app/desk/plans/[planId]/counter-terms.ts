import { z } from 'zod'
import { readBy } from '#app/form-values.ts'
import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { parseAmount } from '#lib/domain/money/money.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'

/** What staff typed for an offer of their own, as it stands in the address. */
export type CounterTyped = { extra?: string; pause?: string; part?: string }

export type CounterField = keyof CounterTyped

const counterForm = (currency: string, locale: string) =>
  z.object({
    extra: readBy(monthsOf),
    pause: readBy(monthsOf),
    part: readBy((typed) => (typed.trim() === '' ? 0n : parseAmount(typed, currency, locale))),
  })

export function readCounter(
  typed: CounterTyped,
  currency: string,
  locale: string,
): { terms: PlanTerms | undefined; faults: CounterField[] } {
  const read = counterForm(currency, locale).safeParse(typed)
  if (!read.success)
    return {
      terms: undefined,
      faults: read.error.issues.map(({ path }) => path[0] as CounterField),
    }
  const { extra: extraMonths, pause: pauseMonths, part: partNowMinor } = read.data
  return {
    terms: { kind: 'counter', extraMonths, pauseMonths, partNowMinor, ownMinor: null },
    faults: [],
  }
}

function monthsOf(text: string): number | undefined {
  const digits = toWesternDigits(text).trim()
  if (digits === '') return 0
  return /^\d{1,2}$/.test(digits) ? Number(digits) : undefined
}
