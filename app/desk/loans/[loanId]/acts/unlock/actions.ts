'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { id, readBy } from '#app/form-values.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { parseWhole } from '#lib/domain/identity/digits.ts'
import { formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { unlockOfForm } from '#lib/unlocks/unlock-of-form.ts'
import { fewestDays, temporaryEnd, unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'

const unlockForm = ({ least, most }: { least: number; most: number }) =>
  z.object({
    token: id,
    days: readBy(parseWhole).refine((days) => days >= least && days <= most),
    reason: z.string().min(1),
  })

export async function openForDays(_: ActState, sent: FormData): Promise<ActState> {
  const typed = typedIn(sent)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const { policy, timeZone } = lender
  const t = await getTranslations('desk-acts')
  const form = { lenderId: lender.id, loanId: loan.loanId, token: actIdOf(typed) }
  // Sent twice: the first was asked for, and that is what is shown.
  const before = await unlockOfForm(database(), form)
  if (before) redirect(`/desk/unlocks/${before.unlockId}?done=asked`)
  const most = policy.desk.mostTemporaryUnlockDays
  const clock = { policy, timeZone, now: reader.now }
  const openUntil = loan.relockAt ? formatDayAndTime(loan.relockAt, reader) : 'none'
  // Also where nothing helps any more: that is what the answer then says.
  const least = fewestDays(loan, clock) ?? 1
  const fault =
    least === 1
      ? t('fault.days', { most })
      : t('unlock.from_days', { least, most, until: openUntil })
  const words = { days: fault, reason: t('fault.reason') }
  const { asked, faults } = readTyped(typed, unlockForm({ least, most }), words)
  if (!asked) return withFaults({ typed, faults })
  const { days, reason } = asked
  const until = formatDayAndTime(temporaryEnd(days, clock), reader)
  const key = `${days}|${reason}`
  const sentences = [t('unlock.effect', { until }), t('unlock.effect_books')]
  if (!isConfirmed(typed, key)) return { typed, faults: {}, effects: { key, sentences } }
  const wish = { ...form, staffId: staff.id, days, reason }
  const opened = await transaction((tx) =>
    unlockByStaff(tx, { ...wish, now: Temporal.Now.instant() }),
  )
  if ('unlockId' in opened) redirect(`/desk/unlocks/${opened.unlockId}?done=asked`)
  if (opened.refusal === 'too_long') return withFaults({ typed, faults: { days: words.days } })
  const title = t(`unlock.refusal.${opened.refusal}`, { until: openUntil })
  return { typed, faults: {}, notice: { tone: 'wait', title } }
}
