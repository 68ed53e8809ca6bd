'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { notDone } from '#app/desk/acts/not-done.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requireUnlock } from '#app/desk/unlocks/[unlockId]/opened/opened-unlock.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { UnlockDetail } from '#lib/unlocks/unlock-history.ts'
import {
  type TakeBackBar,
  takeBackBar,
  takeBackUnlock,
} from '#lib/workflows/unlocks/take-back-unlock.ts'

const reasonForm = z.object({ reason: z.string().min(1) })

export async function takeBack(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { unlock, lender, staff } = await requireUnlock(typed)
  const page = `/desk/unlocks/${unlock.id}`
  // Sent twice: it is taken back, and that is what is shown.
  if (unlock.revokedAt) redirect(`${page}?done=taken_back`)
  const acts = await getTranslations('desk-acts')
  const { asked, faults } = readTyped(typed, reasonForm, { reason: acts('fault.reason') })
  if (!asked) return withFaults({ typed, faults })
  const { reason } = asked
  const which = { lenderId: lender.id, unlockId: unlock.id, now: Temporal.Now.instant() }
  const bar = await takeBackBar(database(), which)
  if (bar) return barred(typed, bar)
  if (!isConfirmed(typed, reason)) {
    const sentences = await effectsOf(unlock)
    return { typed, faults: {}, effects: { key: reason, sentences } }
  }
  const taken = await transaction((tx) =>
    takeBackUnlock(tx, { ...which, reason, staffId: staff.id }),
  )
  if ('outcome' in taken) redirect(`${page}?done=taken_back`)
  return barred(typed, taken.refusal)
}

async function barred(typed: Record<string, string>, bar: TakeBackBar): Promise<ActState> {
  if (bar === 'missing') missing()
  const t = await getTranslations('desk-unlocks')
  return notDone(typed, { title: t(`take_back.bar.${bar}`) })
}

async function effectsOf({ provider, attempts }: UnlockDetail): Promise<string[]> {
  const t = await getTranslations('desk-unlocks')
  const isByHand = isOpenedByHand(provider)
  return [
    t('take_back.effect'),
    ...(isByHand ? [t('take_back.effect_by_hand')] : []),
    ...(!isByHand && attempts > 0 ? [t('take_back.effect_tried')] : []),
    t('take_back.effect_told'),
  ]
}
