'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { showAskedBefore } from '#app/desk/acts/asked-before.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { id, oneOf } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { unlockOfForm } from '#lib/unlocks/unlock-of-form.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import { releaseSentences } from './release-sentences.ts'

// What becomes of what is owed is asked only where something is.
const releaseForm = (isOwed: boolean) =>
  z.object({
    token: id,
    balance: oneOf(['keep', 'write_off']).refine((balance) => balance || !isOwed),
    reason: z.string().min(1),
  })

/** Removes the lock for good: at once when nothing is owed, else a second person is asked. */
export async function releasePhone(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const t = await getTranslations('desk-acts')
  const { outstandingMinor, loanId } = loan
  const token = actIdOf(typed)
  // Sent twice: what came of the first is shown.
  await showAskedBefore(lender.id, token)
  const before = await unlockOfForm(database(), { lenderId: lender.id, loanId, token })
  if (before) redirect(`/desk/unlocks/${before.unlockId}?done=asked`)
  const isOwed = outstandingMinor > 0n
  const words = { balance: t('release.fault.balance'), reason: t('fault.reason') }
  const { asked, faults } = readTyped(typed, releaseForm(isOwed), words)
  if (!asked) return withFaults({ typed, faults, seen: typed.seen ?? '' })
  const { balance, reason } = asked
  const seen = String(outstandingMinor)
  if (typed.seen !== seen) return { typed, faults: {}, seen, notice: await figuresChanged() }
  const writesOff = isOwed && balance === 'write_off'
  const key = `${balance}|${reason}`
  if (!isConfirmed(typed, key)) {
    const about = { ...loan, writesOff }
    const sentences = [
      ...(await releaseSentences(about, reader)),
      ...(isOwed ? [t('second_person')] : []),
    ]
    return { typed, faults: {}, seen, effects: { key, sentences } }
  }
  const done = await transaction((tx) =>
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
  if ('refusal' in done) {
    if (done.refusal === 'missing') missing()
    if (done.refusal === 'changed_since')
      return { typed, faults: {}, notice: await figuresChanged() }
    const title = t(`release.refusal.${done.refusal}`)
    return { typed, faults: {}, notice: { tone: 'wait', title } }
  }
  if (done.outcome === 'released') redirect(`/desk/unlocks/${done.unlockId}?done=asked`)
  redirect(`/desk/approvals/${done.approvalId}${done.isNew ? '?done=asked' : ''}`)
}
