'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { text, version } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { todayOf } from '#lib/i18n/format.ts'
import { changeSettings } from '#lib/settings/change-settings.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { flagContacts } from '#lib/workflows/settings/flag-contacts.ts'

const contactsForm = z.object({ version })
const entryForm = z.object({ version, name: text(200) })

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

/** The same of one entry of the directory. */
export async function entryStillRight(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff('admin')
  const now = Temporal.Now.instant()
  const seen = requireForm(form, entryForm)
  const checkedOn = todayOf({ now, timeZone: lender.timeZone }).toString()
  const { outcome } = await transaction(async (tx) => {
    const { entries } = (await lenderById(tx, lender.id)).policy.directory
    const checked = entries.map((entry) =>
      entry.name === seen.name ? { ...entry, checkedOn, checkedBy: staff.name } : entry,
    )
    const changed = await changeSettings(tx, {
      lenderId: lender.id,
      group: 'directory',
      seenVersion: seen.version,
      now,
      values: { 'policy.directory.entries': checked },
      changedBy: `staff:${staff.id}`,
    })
    await flagContacts(tx, await lenderById(tx, lender.id), now)
    return changed
  })
  const isKept = outcome === 'changed' || outcome === 'same'
  redirect(`/desk/settings/directory?done=${isKept ? 'renewed' : 'changed'}`)
}
