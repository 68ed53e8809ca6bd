'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { notDone } from '#app/desk/acts/not-done.ts'
import { byHand } from '#app/desk/unlocks/[unlockId]/asked-by-hand.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { AskedOpen } from '#lib/domain/lock/by-hand.ts'
import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { intentOf } from '#lib/unlocks/create-unlock.ts'
import type { UnlockDetail } from '#lib/unlocks/unlock-history.ts'
import { openedByHand } from '#lib/workflows/unlocks/opened-by-hand.ts'
import { requireUnlock } from './opened-unlock.ts'
import { doubtIn, type Opened, readOpened } from './read-opened.ts'

/** Takes somebody's word that a phone is open, after showing what it does. */
export async function sayOpen(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { unlock, lender, staff, reader } = await requireUnlock(typed)
  const asked = { intent: intentOf(unlock), requestedAt: unlock.requestedAt }
  const { faults, opened } = await readOpened(typed, { asked, reader })
  if (!opened) return withFaults({ typed, faults })
  const { knownBy, opening, note } = opened
  const key = [knownBy, opening, typed.day, typed.time, note].join('|')
  if (!isConfirmed(typed, key)) {
    const sentences = await effectsOf(opened, asked, reader)
    return withFaults({ typed, faults, effects: { key, sentences } })
  }
  const who = { unlockId: unlock.id, lenderId: lender.id, staffId: staff.id }
  const word = { ...opened, ...who, now: Temporal.Now.instant() }
  const heard = await transaction((tx) => openedByHand(tx, word))
  const page = `/desk/unlocks/${unlock.id}`
  if ('outcome' in heard) redirect(`${page}?done=opened`)
  const { refusal } = heard
  if (refusal === 'missing') missing()
  if (refusal === 'over') redirect(`${page}?done=open_already`)
  if (refusal === 'replaced' || refusal === 'by_service' || refusal === 'ended')
    return notDone(typed, await whyUnheard(unlock, refusal))
  return withFaults({ typed, faults: await doubtIn(refusal, { asked, reader }) })
}

/** Whose word counts, and for which unlock. */
async function whyUnheard(unlock: UnlockDetail, why: 'replaced' | 'by_service' | 'ended') {
  const t = await getTranslations('desk-unlocks')
  const title = t(`opened.status.${why}`)
  if (why === 'ended') return { title, text: t('opened.ended') }
  if (why === 'by_service') return { title }
  const { newestId } = await byHand(unlock)
  return {
    title,
    link: { href: `/desk/unlocks/${newestId}/opened`, label: t('opened.to_newer') },
  }
}

async function effectsOf({ opening, seenAt }: Opened, { intent }: AskedOpen, reader: Reader) {
  const t = await getTranslations('desk-unlocks')
  const at = formatDayAndTime(seenAt, reader)
  const until = intent.kind === 'until' ? formatDayAndTime(intent.relockAt, reader) : ''
  const effect =
    opening === 'longer'
      ? t('opened.effect.longer', { at })
      : t(`opened.effect.as_asked.${intent.kind}`, { at, until })
  const others = ['effect_told', 'effect_case', 'effect_kept'] as const
  return [effect, ...others.map((name) => t(`opened.${name}`))]
}
