'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { staffHoldReasons } from '#lib/domain/lock/hold.ts'
import { parseDay } from '#lib/domain/typed-day.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import {
  endStaffHold,
  placeStaffHold,
  type StaffHoldLimit,
  staffHoldLimit,
} from '#lib/workflows/holds/staff-hold.ts'

/** Keeps the lock side away from a phone, after showing until when. */
export async function holdFor(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed.loanId ?? '')
  const t = await getTranslations('desk-acts')
  const { note = '' } = typed
  const reason = staffHoldReasons.find((name) => name === typed.why)
  const lastDay = parseDay(typed.lastDay ?? '')
  const faults: Record<string, string> = {}
  if (!reason) faults.why = t('hold.fault.why')
  if (!lastDay) faults.lastDay = t('hold.fault.last_day')
  if (note === '') faults.note = t('fault.reason')
  if (!reason || !lastDay || Object.keys(faults).length > 0) return withFaults({ typed, faults })
  const key = `${reason}|${lastDay}|${note}`
  const limit = await staffHoldLimit(database(), lender, { ...loan, reason, now: reader.now })
  if (!isConfirmed(typed, key) && isWithin(lastDay, limit, reader)) {
    const sentences = [
      t('hold.effect', { day: formatDay(lastDay, reader) }),
      t('hold.effect_opens'),
    ]
    return withFaults({ typed, faults, effects: { key, sentences } })
  }
  const placed = await transaction((tx) =>
    placeStaffHold(tx, {
      lenderId: lender.id,
      loanId: loan.loanId,
      reason,
      lastDay,
      note,
      by: `staff:${staff.id}`,
      now: Temporal.Now.instant(),
    }),
  )
  if ('holdId' in placed) redirect(`/desk/loans/${loan.loanId}/acts/hold?done=held`)
  if (placed.refusal === 'not_found') return missing()
  if (placed.refusal === 'released') redirect(`/desk/loans/${loan.loanId}/acts/hold`)
  if (placed.refusal !== 'too_long')
    return withFaults({ typed, faults: { lastDay: t('hold.fault.in_the_past') } })
  const [day, { since, longestDays: most }] = [formatDay(placed.lastDay, reader), placed]
  const tooLong = since
    ? t('hold.fault.too_long_since', { day, most, since: formatDay(since, reader) })
    : t('hold.fault.too_long', { day, most })
  return withFaults({ typed, faults: { lastDay: tooLong } })
}

function isWithin(day: Temporal.PlainDate, { lastDay }: StaffHoldLimit, reader: Reader): boolean {
  const { compare } = Temporal.PlainDate
  return compare(day, todayOf(reader)) >= 0 && compare(day, lastDay) <= 0
}

/** Ends before its time what staff placed. */
export async function endHoldNow(form: FormData): Promise<never> {
  const { loanId = '', holdId = '' } = typedIn(form)
  const { loan, lender, staff } = await requireLoan(loanId)
  if (!isUuid(holdId)) missing()
  const hold = { lenderId: lender.id, loanId: loan.loanId, holdId }
  const by = { by: `staff:${staff.id}`, now: Temporal.Now.instant() }
  const ended = await transaction((tx) => endStaffHold(tx, { ...hold, ...by }))
  if ('refusal' in ended) missing()
  redirect(`/desk/loans/${loanId}/acts/hold?done=ended`)
}
