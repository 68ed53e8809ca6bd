'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { withFaults } from '#app/form-faults.ts'
import { amountIn } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { exampleAmount, formatMoney } from '#lib/domain/money/money.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { countCash } from '#lib/payments/cash/count-cash.ts'
import { personsDay } from './persons-day.ts'

const countForm = (currency: string, locale: string) =>
  z.object({ amount: amountIn(currency, locale), note: z.string().default('') })

export async function countIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { sum, counts, last, day, lender, staff, reader } = await personsDay(typed)
  if (!sum?.cash) return missing()
  const t = await getTranslations('desk-cash')
  const { takenBy, takenByName, currency } = sum
  const { balanceMinor: enteredMinor } = sum.cash
  const seen = `${enteredMinor}|${last?.id ?? ''}`
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const countId = actIdOf(typed)
  const donePage = `/desk/cash?day=${day}&done=counted`
  // Sent twice: the first was written down, and that is what is shown.
  if (counts.some(({ id }) => id === countId)) redirect(donePage)
  if (typed.seen !== seen) return { typed, faults: {}, seen, notice: await figuresChanged() }
  const words = { amount: t('fault.amount', { example: exampleAmount(currency, reader.locale) }) }
  const { asked, faults } = readTyped(typed, countForm(currency, reader.locale), words)
  if (!asked) return withFaults({ typed, faults, seen })
  const { amount: countedMinor, note } = asked
  if (countedMinor !== enteredMinor && note === '')
    return withFaults({ typed, faults: { note: t('fault.note') }, seen })
  const key = `${countedMinor}|${note}`
  if (!isConfirmed(typed, key)) {
    const about = { amount: shown(countedMinor), name: isolated(takenByName) }
    const sentences = [t('effect', about), t('effect_kept')]
    return { typed, faults: {}, seen, effects: { key, sentences } }
  }
  const counted = await transaction((tx) =>
    countCash(tx, {
      countId,
      lenderId: lender.id,
      timeZone: lender.timeZone,
      day,
      takenBy,
      currency,
      note,
      seenEnteredMinor: enteredMinor,
      seenCountId: last?.id ?? null,
      countedMinor,
      staffId: staff.id,
      now: Temporal.Now.instant(),
    }),
  )
  if ('outcome' in counted) redirect(donePage)
  if (counted.refusal === 'changed_since')
    return { typed, faults: {}, notice: await figuresChanged() }
  const title = t(`refusal.${counted.refusal}`)
  return { typed, faults: {}, seen, notice: { tone: 'wait', title } }
}
