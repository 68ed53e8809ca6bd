'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { notDone } from '#app/desk/acts/not-done.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { day, id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { staffHoldReasons } from '#lib/domain/lock/hold.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import {
  endStaffHold,
  placeStaffHold,
  type StaffHoldLimit,
  staffHoldLimit,
} from '#lib/workflows/holds/staff-hold.ts'

const holdForm = z.object({
  why: z.enum(staffHoldReasons),
  lastDay: day,
  note: z.string().min(1),
})

export async function holdFor(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const t = await getTranslations('desk-acts')
  const { asked, faults } = readTyped(typed, holdForm, {
    why: t('hold.fault.why'),
    lastDay: t('hold.fault.last_day'),
    note: t('fault.reason'),
  })
  if (!asked) return withFaults({ typed, faults })
  const { why: reason, lastDay, note } = asked
  const key = `${reason}|${lastDay}|${note}`
  const limit = await staffHoldLimit(database(), lender, { ...loan, reason, now: reader.now })
  if (!isConfirmed(typed, key) && isWithin(lastDay, limit, reader)) {
    const sentences = [
      t('hold.effect', { day: formatDay(lastDay, reader) }),
      t('hold.effect_opens'),
    ]
    return { typed, faults: {}, effects: { key, sentences } }
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
  if (placed.refusal === 'released') return notDone(typed, { title: t('unlock.refusal.released') })
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

const endForm = z.object({ holdId: id })

export async function endHoldNow(form: FormData): Promise<never> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed)
  const asked = requireForm(typed, endForm)
  const hold = { lenderId: lender.id, loanId: loan.loanId, holdId: asked.holdId }
  const by = { by: `staff:${staff.id}`, now: Temporal.Now.instant() }
  const ended = await transaction((tx) => endStaffHold(tx, { ...hold, ...by }))
  if ('refusal' in ended) missing()
  redirect(`/desk/loans/${loan.loanId}/acts/hold?done=ended`)
}
