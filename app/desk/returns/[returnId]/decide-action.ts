'use server'

import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { withFaults } from '#app/form-faults.ts'
import { text } from '#app/form-values.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { quoteInForce } from '#lib/returns/quotes.ts'
import { decideReturn } from '#lib/workflows/returns/handle-return.ts'
import { actOn, backTo, tooLate } from './act.ts'
import { readVerdict } from './read-forms.ts'

// How it is decided: read-forms.ts.
const reasonForm = z.object({ reason: text(600) })

/** Answers a dispute, after showing what will be left to pay. */
export async function decideIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act, shown, reader } = await actOn(typed)
  const t = await getTranslations('desk-returns')
  const { currency, owedAfterMinor } = shown
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const { reason } = reasonForm.parse(typed)
  const currentMinor = owedAfterMinor ?? 0n
  const { owedAfter } = await quoteInForce(database(), act.returnId)
  const read = readVerdict(typed, { currency, owedAfter, currentMinor })
  const faults: Record<string, string> = reason ? {} : { reason: t('fault.reason') }
  if ('field' in read)
    faults[read.field] =
      read.field === 'owed'
        ? t('decide.fault.not_lower', { amount: money(currentMinor) })
        : t('decide.fault.verdict')
  if ('field' in read || !reason) return withFaults({ typed, faults })
  const key = `${typed.verdict}|${read.leftMinor}|${reason}`
  const sentences = [t('decide.effect', { amount: money(read.leftMinor) })]
  if (!isConfirmed(typed, key)) return withFaults({ typed, faults, effects: { key, sentences } })
  const { verdict } = read
  const done = await transaction((tx) => decideReturn(tx, { ...act, verdict, reason }))
  if ('refusal' in done) return tooLate(act, { typed, form: 'decide' })
  return backTo(act, { done: 'decided' })
}
