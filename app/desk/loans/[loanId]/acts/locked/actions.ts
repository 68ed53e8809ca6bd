'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { notDone } from '#app/desk/acts/not-done.ts'
import { readSeen } from '#app/desk/acts/read-seen.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { waysToKnow } from '#lib/domain/lock/by-hand.ts'
import { formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { lockedByHand } from '#lib/workflows/unlocks/locked-by-hand.ts'

export async function sayLocked(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const t = await getTranslations('desk-unlocks')
  const about = { ways: waysToKnow, noteFault: t('locked.fault.note'), reader }
  const { faults, seen } = await readSeen(typed, about)
  if (!seen) return withFaults({ typed, faults })
  const key = [seen.knownBy, typed.day, typed.time, seen.note].join('|')
  if (!isConfirmed(typed, key)) {
    const effect = t('locked.effect', { at: formatDayAndTime(seen.seenAt, reader) })
    const sentences = [effect, t('locked.effect_told'), t('opened.effect_kept')]
    return withFaults({ typed, faults, effects: { key, sentences } })
  }
  const who = { loanId: loan.loanId, lenderId: lender.id, staffId: staff.id }
  const word = { ...seen, ...who, now: Temporal.Now.instant() }
  const said = await transaction((tx) => lockedByHand(tx, word))
  const page = `/desk/loans/${loan.loanId}/acts/locked`
  if ('outcome' in said) redirect(`${page}?done=1`)
  const { refusal } = said
  if (refusal === 'missing') missing()
  if (refusal === 'in_the_future' || refusal === 'before_it_was_open')
    return withFaults({ typed, faults: { time: t(`locked.fault.${refusal}`) } })
  return notDone(typed, { title: t(`locked.refusal.${refusal}`) })
}
