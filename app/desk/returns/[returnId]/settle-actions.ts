'use server'

import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { owedAtSettlement } from '#lib/domain/return/quote.ts'
import { payAfterReturnDays } from '#lib/domain/return/return.ts'
import { closeReturn, settleReturn } from '#lib/jobs/settle-return.ts'
import { quoteInForce } from '#lib/returns/quotes.ts'
import { formatDay, todayOf } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { actOn, backTo } from './act.ts'
import type { ViewedReturn } from './viewed-return.ts'

/** Books a return, after showing what that does to the loan. Changed figures are shown again. */
export async function bookIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act, ...viewed } = await actOn(typed)
  const { shown } = viewed
  if (shown.state !== 'agreed') return backTo(act, 'changed')
  const { outstandingMinor: quotedMinor } = await quoteInForce(database(), act.returnId)
  const figure = { owedMinor: shown.owedAfterMinor ?? 0n, quotedMinor }
  const leftMinor = owedAtSettlement(figure, shown.outstandingMinor)
  const key = `${shown.version}|${shown.outstandingMinor}|${leftMinor}`
  if (!isConfirmed(typed, key))
    return { typed, faults: {}, effects: { key, sentences: await effectsOf(viewed, leftMinor) } }
  const done = await transaction((tx) => settleReturn(tx, act))
  return backTo(act, 'refusal' in done ? 'changed' : { done: 'settled' })
}

async function effectsOf({ shown, reader }: ViewedReturn, leftMinor: bigint): Promise<string[]> {
  const t = await getTranslations('desk-returns')
  const { currency, creditMinor, outstandingMinor } = shown
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const day = formatDay(todayOf(reader).add({ days: payAfterReturnDays }), reader)
  return [
    t('settle.effect_off', { amount: money(outstandingMinor - leftMinor) }),
    leftMinor === 0n
      ? t('settle.effect_none')
      : t('settle.effect_rest', { amount: money(leftMinor), day }),
    ...(creditMinor > 0n ? [t('settle.effect_credit', { amount: money(creditMinor) })] : []),
    t('settle.effect_letter'),
  ]
}

export async function closeIt(form: FormData): Promise<never> {
  const { act } = await actOn(typedIn(form))
  const done = await transaction((tx) => closeReturn(tx, { ...act, to: 'closed' }))
  return backTo(act, 'refusal' in done ? 'changed' : { done: 'closed' })
}
