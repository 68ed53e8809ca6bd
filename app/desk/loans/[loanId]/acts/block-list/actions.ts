'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { notDone } from '#app/desk/acts/not-done.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { day, id } from '#app/form-values.ts'
import {
  type ListingRefusal,
  noteListing,
  noteRemovalRequested,
} from '#lib/block-lists/move-listing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { formatDay, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { neverOnList, takeOffList } from '#lib/workflows/block-lists/take-off-list.ts'
import { becomings } from './becomings.ts'

const name = z.string().min(1).max(80)
const listForm = z.object({ list: name, listedOn: day })

export async function noteOnList(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const t = await getTranslations('block-lists')
  const words = { list: t('fault.list'), listedOn: t('fault.on') }
  const { asked, faults } = readTyped(typed, listForm, words)
  if (!asked) return withFaults({ typed, faults })
  const { list, listedOn } = asked
  const key = `${list}|${listedOn}`
  if (!isConfirmed(typed, key)) {
    const on = formatDay(listedOn, reader, 'long')
    const sentences = [t('effect.noted', { list, on }), t('effect.noted_seen')]
    return { typed, faults, effects: { key, sentences } }
  }
  const about = { lenderId: lender.id, loanId: loan.loanId, staffId: staff.id }
  const listing = { ...about, list, listedOn, today: todayOf(reader) }
  const noted = await transaction((tx) => noteListing(tx, listing))
  if ('listingId' in noted) redirect(`/desk/loans/${loan.loanId}/acts/block-list?done=noted`)
  return refused(noted, typed, 'listedOn')
}

const moveForm = z.union([
  z.object({ listingId: id, what: z.literal('mistake') }),
  z.object({ listingId: id, what: z.enum(['requested', 'removed']), on: day, proof: name }),
])

export async function moveListing(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const t = await getTranslations('block-lists')
  const what = becomings.find((one) => one === typed.what)
  if (!what) return withFaults({ typed, faults: { what: t('fault.what') } })
  const words = { on: t('fault.on'), proof: t('fault.proof') }
  const read = moveForm.safeParse(typed)
  if (!read.success) return withFaults({ typed, faults: faultsOf(typed, words) })
  const asked = read.data
  const on = 'on' in asked ? asked.on : undefined
  const key = [asked.what, on ?? '', 'proof' in asked ? asked.proof : ''].join('|')
  if (!isConfirmed(typed, key)) {
    const sentences = [t(`effect.${what}`, { on: on ? formatDay(on, reader, 'long') : '' })]
    return { typed, faults: {}, effects: { key, sentences } }
  }
  const of = {
    lenderId: lender.id,
    loanId: loan.loanId,
    listingId: asked.listingId,
    staffId: staff.id,
    today: todayOf(reader),
  }
  const now = Temporal.Now.instant()
  const moved = await transaction((tx) => {
    if (asked.what === 'mistake') return neverOnList(tx, { ...of, now })
    const { on, proof } = asked
    return asked.what === 'removed'
      ? takeOffList(tx, { ...of, removedOn: on, proof, now })
      : noteRemovalRequested(tx, { ...of, requestedOn: on, reference: proof })
  })
  if ('listingId' in moved) redirect(`/desk/loans/${loan.loanId}/acts/block-list?done=${what}`)
  return refused(moved, typed, 'on')
}

const dated = z.object({ on: day, proof: name })

function faultsOf(typed: Record<string, string>, words: { on: string; proof: string }) {
  return readTyped(typed, dated, words).faults
}

async function refused(
  { refusal }: ListingRefusal,
  typed: Record<string, string>,
  field: 'listedOn' | 'on',
): Promise<ActState> {
  const t = await getTranslations('block-lists')
  if (refusal === 'missing') return notDone(typed, { title: t('refusal.missing') })
  const at = refusal === 'already_listed' ? 'list' : field
  return withFaults({ typed, faults: { [at]: t(`refusal.${refusal}`) } })
}
