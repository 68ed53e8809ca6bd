'use server'

import { z } from 'zod'
import { type ActState, typedIn } from '#app/desk/acts/act-state.ts'
import { withFaults } from '#app/form-faults.ts'
import { text, ticked } from '#app/form-values.ts'
import { faultMessages } from '#app/hand-over-faults.ts'
import { transaction } from '#lib/db/transaction.ts'
import { leftAccounts } from '#lib/domain/return/checklist.ts'
import { readHandOver } from '#lib/domain/return/hand-over.ts'
import { todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { scheduleReturn } from '#lib/workflows/returns/arrange-return.ts'
import { receiveReturn } from '#lib/workflows/returns/handle-return.ts'
import { actOn, backTo, tooLate } from './act.ts'

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

/** Moves the hand-over, with a reason that the borrower reads. */
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
