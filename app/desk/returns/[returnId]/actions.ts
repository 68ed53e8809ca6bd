'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { withFaults } from '#app/form-faults.ts'
import { text, ticked } from '#app/form-values.ts'
import { faultMessages } from '#app/returns/hand-over-faults.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { exampleAmount, formatMoney, smaller } from '#lib/domain/money/money.ts'
import type { Condition } from '#lib/domain/policy/hardship-policy.ts'
import { leftAccounts } from '#lib/domain/return/checklist.ts'
import { readHandOver } from '#lib/domain/return/hand-over.ts'
import { owedAtSettlement } from '#lib/domain/return/quote.ts'
import { formatDay, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { keptPhotos } from '#lib/returns/add-photo.ts'
import { quoteInForce, quoteToInspectBy } from '#lib/returns/quotes.ts'
import { scheduleReturn } from '#lib/workflows/returns/arrange-return.ts'
import { decideReturn, inspectReturn, receiveReturn } from '#lib/workflows/returns/handle-return.ts'
import { settleByStaff } from '#lib/workflows/returns/return-by-staff.ts'
import { closeReturn } from '#lib/workflows/returns/settle-return.ts'
import { actOn, backTo, tooLate } from './act.ts'
import { readInspection, readVerdict } from './read-forms.ts'
import { settleSentences } from './settle-sentences.ts'
import type { ViewedReturn } from './viewed-return.ts'

export async function confirmHandOver(form: FormData): Promise<never> {
  const { act } = await actOn(typedIn(form))
  const scheduled = await transaction((tx) => scheduleReturn(tx, act))
  return backTo(act, 'refusal' in scheduled ? 'changed' : { done: 'confirmed' })
}

const moveForm = z.object({
  way: text(600),
  on: text(600),
  slot: text(600),
  address: text(600),
  reason: text(600),
})

export async function moveHandOver(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act, lender, reader } = await actOn(typed)
  const { policy } = lender
  const { reason, ...handOver } = moveForm.parse(typed)
  const read = readHandOver(handOver, policy, todayOf(reader))
  const faults = 'faults' in read ? await faultMessages(read.faults, { policy, reader }) : {}
  if (!reason) faults.reason = (await getTranslations('desk-returns'))('fault.reason')
  if ('faults' in read || !reason) return withFaults({ typed, faults })
  const moved = { handOver: read.handOver, reason }
  const scheduled = await transaction((tx) => scheduleReturn(tx, { ...act, moved }))
  if ('refusal' in scheduled) return tooLate(act, { typed, form: 'move' })
  return backTo(act, { done: 'moved' })
}

const arrivalForm = z.object({ imei: text(600), consent: ticked })

/** Takes the phone in; a consent to delete is kept word for word, and nothing is done by it. */
export async function receivePhone(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act } = await actOn(typed)
  const t = await getTranslations('desk-returns')
  const { imei, consent } = arrivalForm.parse(typed)
  const arrival = {
    imei,
    accountsLeft: leftAccounts.filter((item) => ticked.parse(typed[`left_${item}`])),
    wipeConsent: consent ? t('receive.consent') : undefined,
  }
  const received = await transaction((tx) => receiveReturn(tx, { ...act, ...arrival }))
  if (!('refusal' in received)) return backTo(act, { done: 'received' })
  if (received.refusal === 'changed' || received.refusal === 'not_found')
    return tooLate(act, { typed, form: 'receive' })
  return withFaults({ typed, faults: { imei: t(`receive.fault.${received.refusal}`) } })
}

export async function inspectIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act, ...viewed } = await actOn(typed)
  const loan = await readLoan(database(), viewed.shown.loanId)
  const quote = await quoteToInspectBy(database(), act.returnId, loan)
  const { owedAfter, outstandingMinor, terms } = quote
  const { currency } = viewed.shown
  const { locale } = viewed.reader
  const read = readInspection(typed, { currency, locale, rule: terms.rule })
  if ('fault' in read) {
    const t = await getTranslations('desk-returns')
    const example = exampleAmount(currency, locale)
    return withFaults({
      typed,
      faults: { [read.field]: t(`inspect.fault.${read.fault}`, { example }) },
    })
  }
  const { condition, note, damageMinor } = read
  const owedMinor = smaller(owedAfter[condition] + damageMinor, outstandingMinor)
  const key = `${condition}|${damageMinor}|${owedMinor}|${note}`
  if (!isConfirmed(typed, key)) {
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
  const read = readVerdict(typed, { currency, locale: reader.locale, owedAfter, currentMinor })
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

const settleForm = z.object({ note: text(600) })

/** Books a return, after showing what that does to the loan. Changed figures are shown again. */
export async function bookIt(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { act, ...viewed } = await actOn(typed)
  const { shown } = viewed
  if (shown.state !== 'agreed') return backTo(act, 'changed')
  const { outstandingMinor: quotedMinor } = await quoteInForce(database(), act.returnId)
  const figure = { owedMinor: shown.owedAfterMinor ?? 0n, quotedMinor }
  const leftMinor = owedAtSettlement(figure, shown.outstandingMinor)
  const t = await getTranslations('desk-acts')
  const isAlone = (await keptPhotos(database(), act.returnId, 'staff')) > 0n
  const { note } = settleForm.parse(typed)
  if (!isAlone && note === '') return withFaults({ typed, faults: { note: t('fault.reason') } })
  const key = `${shown.version}|${shown.outstandingMinor}|${leftMinor}|${note}`
  if (!isConfirmed(typed, key)) {
    const sentences = await settleSentences({ ...shown, leftMinor }, viewed.reader)
    const asks = { sentences: [...sentences, t('second_person')], confirm: t('ask_second') }
    return { typed, faults: {}, effects: { key, ...(isAlone ? { sentences } : asks) } }
  }
  const valueMinor = shown.outstandingMinor - leftMinor
  const by = { lenderId: viewed.lender.id, staffId: viewed.staff.id, valueMinor, note }
  const done = await transaction((tx) => settleByStaff(tx, { ...act, ...by }))
  if ('approvalId' in done)
    redirect(`/desk/approvals/${done.approvalId}${done.isNew ? '?done=asked' : ''}`)
  return backTo(act, 'refusal' in done ? 'changed' : { done: 'settled' })
}

export async function closeIt(form: FormData): Promise<never> {
  const { act } = await actOn(typedIn(form))
  const done = await transaction((tx) => closeReturn(tx, { ...act, to: 'closed' }))
  return backTo(act, 'refusal' in done ? 'changed' : { done: 'closed' })
}
