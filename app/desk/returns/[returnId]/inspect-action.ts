'use server'

import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { withFaults } from '#app/form-faults.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { formatMoney, smaller } from '#lib/domain/money/money.ts'
import type { Condition } from '#lib/domain/policy/hardship-policy.ts'
import { formatDay, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { quoteInForce } from '#lib/returns/quotes.ts'
import { inspectReturn } from '#lib/workflows/returns/handle-return.ts'
import { actOn, backTo, tooLate } from './act.ts'
import { readInspection } from './read-forms.ts'
import type { ViewedReturn } from './viewed-return.ts'

/** Writes down how the phone came, after showing what the borrower will read. */
export async function inspectIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act, ...viewed } = await actOn(typed)
  const { owedAfter, outstandingMinor, terms } = await quoteInForce(database(), act.returnId)
  const read = readInspection(typed, { currency: viewed.shown.currency, rule: terms.rule })
  if ('fault' in read) {
    const t = await getTranslations('desk-returns')
    return withFaults({ typed, faults: { [read.field]: t(`inspect.fault.${read.fault}`) } })
  }
  const { condition, note, damageMinor } = read
  const key = `${condition}|${damageMinor}|${note}`
  if (!isConfirmed(typed, key)) {
    const owedMinor = smaller(owedAfter[condition] + damageMinor, outstandingMinor)
    const sentences = [await effectOf(viewed, condition, owedMinor)]
    return { typed, faults: {}, effects: { key, sentences } }
  }
  const done = await transaction((tx) => inspectReturn(tx, { ...act, ...read }))
  if ('refusal' in done) return tooLate(act, { typed, form: 'inspect' })
  return backTo(act, { done: 'inspected' })
}

async function effectOf(
  { shown, lender, reader }: ViewedReturn,
  condition: Condition,
  amountMinor: bigint,
): Promise<string> {
  const t = await getTranslations('desk-returns')
  const words = await getTranslations('returns')
  const day = todayOf(reader).add({ days: lender.policy.return.answerWithinDays })
  return t('inspect.effect', {
    condition: words(`condition.${condition}`),
    amount: formatMoney({ amountMinor, currency: shown.currency }, reader.locale),
    day: formatDay(day, reader),
  })
}
