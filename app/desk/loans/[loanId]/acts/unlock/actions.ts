'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { transaction } from '#lib/db/transaction.ts'
import { parseWhole } from '#lib/domain/identity/digits.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { temporaryEnd, unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'

/** Opens a phone for some days, after showing until when. */
export async function openForDays(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed.loanId ?? '')
  const { token = '', reason = '' } = typed
  if (!isUuid(token)) missing()
  const t = await getTranslations('desk-acts')
  const [days, most] = [
    parseWhole(typed.days ?? '') ?? 0,
    lender.policy.desk.mostTemporaryUnlockDays,
  ]
  const isDays = days >= 1 && days <= most
  const faults: Record<string, string> = {}
  if (!isDays) faults.days = t('fault.days', { most })
  if (reason === '') faults.reason = t('fault.reason')
  if (Object.keys(faults).length > 0) return withFaults({ typed, faults })
  const { policy, timeZone } = lender
  const clock = { policy, timeZone, now: reader.now }
  const until = formatDayAndTime(temporaryEnd(days, clock), reader)
  const key = `${days}|${reason}`
  const sentences = [t('unlock.effect', { until }), t('unlock.effect_books')]
  if (!isConfirmed(typed, key)) return withFaults({ typed, faults, effects: { key, sentences } })
  const wish = { lenderId: lender.id, loanId: loan.loanId, staffId: staff.id, days, reason, token }
  const asked = await transaction((tx) =>
    unlockByStaff(tx, { ...wish, now: Temporal.Now.instant() }),
  )
  if ('unlockId' in asked) redirect(`/desk/unlocks/${asked.unlockId}?done=asked`)
  if (asked.refusal === 'too_long')
    return withFaults({ typed, faults: { days: t('fault.days', { most }) } })
  const title = t(`unlock.refusal.${asked.refusal}`)
  return withFaults({ typed, faults, notice: { tone: 'wait', title } })
}
