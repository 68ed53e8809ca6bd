'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { version } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { todayOf } from '#lib/i18n/format.ts'
import { changeSettings } from '#lib/settings/change-settings.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { flagContacts } from '#lib/workflows/settings/flag-contacts.ts'

const contactsForm = z.object({ version })

/** Somebody has looked at the contacts that stand on the page: they are good for another while. */
export async function stillRight(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff('admin')
  const now = Temporal.Now.instant()
  const seen = requireForm(form, contactsForm)
  const { outcome } = await transaction(async (tx) => {
    const today = todayOf({ now, timeZone: lender.timeZone })
    const changed = await changeSettings(tx, {
      lenderId: lender.id,
      group: 'contacts',
      seenVersion: seen.version,
      now,
      values: { helpCheckedOn: today.toString() },
      changedBy: `staff:${staff.id}`,
    })
    await flagContacts(tx, await lenderById(tx, lender.id), now)
    return changed
  })
  const isKept = outcome === 'changed' || outcome === 'same'
  redirect(`/desk/settings/contacts?done=${isKept ? 'renewed' : 'changed'}`)
}
