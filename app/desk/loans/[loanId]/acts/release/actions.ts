'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import { releaseSentences } from './release-sentences.ts'

/** Removes the lock for good: at once when nothing is owed, else a second person is asked. */
export async function releasePhone(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed.loanId ?? '')
  const { token = '', reason = '', books } = typed
  if (!isUuid(token)) missing()
  const t = await getTranslations('desk-acts')
  const { outstandingMinor, currency, loanId } = loan
  const isOwed = outstandingMinor > 0n
  const faults: Record<string, string> = {}
  if (isOwed && books !== 'keep' && books !== 'write_off') faults.books = t('release.fault.books')
  if (reason === '') faults.reason = t('fault.reason')
  if (Object.keys(faults).length > 0) return withFaults({ typed, faults, seen: typed.seen ?? '' })
  const seen = String(outstandingMinor)
  if (typed.seen !== seen)
    return withFaults({ typed, faults, seen, notice: await figuresChanged() })
  const writesOff = isOwed && books === 'write_off'
  const key = `${books}|${reason}`
  if (!isConfirmed(typed, key)) {
    const about = { outstandingMinor, currency, writesOff }
    const sentences = [
      ...(await releaseSentences(about, reader)),
      ...(isOwed ? [t('second_person')] : []),
    ]
    return withFaults({ typed, faults, seen, effects: { key, sentences } })
  }
  const asked = await transaction((tx) =>
    releaseByStaff(tx, {
      lenderId: lender.id,
      loanId,
      staffId: staff.id,
      token,
      reason,
      writesOff,
      seenOutstandingMinor: outstandingMinor,
      now: Temporal.Now.instant(),
    }),
  )
  if ('refusal' in asked) {
    if (asked.refusal === 'missing') missing()
    if (asked.refusal === 'changed_since')
      return withFaults({ typed, faults, notice: await figuresChanged() })
    return withFaults({
      typed,
      faults,
      notice: { tone: 'wait', title: t(`release.refusal.${asked.refusal}`) },
    })
  }
  if (asked.outcome === 'released') redirect(`/desk/unlocks/${asked.unlockId}?done=asked`)
  redirect(`/desk/approvals/${asked.approvalId}${asked.isNew ? '?done=asked' : ''}`)
}
