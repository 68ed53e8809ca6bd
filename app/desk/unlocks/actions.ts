'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress } from '#app/form-faults.ts'
import { id, text } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { endWatching } from '#lib/unlocks/end-watching.ts'
import { beginOutage, endOutage } from '#lib/workflows/outages/outage.ts'
import { resendByStaff, resendGroup } from '#lib/workflows/outages/resend-unlocks.ts'
import { wouldOpen } from '#lib/workflows/unlocks/would-open.ts'
import { groupIn } from './group-key.ts'

export async function sendGroupAgain(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff()
  const group = groupIn(Object.fromEntries(form))
  if (!group) missing()
  const now = Temporal.Now.instant()
  const sent = await resendGroup({ lenderId: lender.id, staffId: staff.id, group, now })
  redirect(`/desk/unlocks?sent=${sent}`)
}

const unlockForm = z.object({ unlockId: id })

export async function sendAgain(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff()
  const { unlockId } = requireForm(form, unlockForm)
  const wish = { unlockId, lenderId: lender.id, staffId: staff.id, now: Temporal.Now.instant() }
  const resent = await transaction((tx) => resendByStaff(tx, wish))
  if (resent.outcome === 'missing') missing()
  const seenId = 'unlockId' in resent ? resent.unlockId : unlockId
  redirect(`/desk/unlocks/${seenId}?done=${resent.outcome}`)
}

const serviceForm = z.object({ provider: text(600) })
const pauseForm = serviceForm.extend({ reason: text(600) })

/** The lock service does not work: nothing more is sent to it until somebody says otherwise. */
export async function pauseSending(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff('approver')
  const { provider, reason } = pauseForm.parse(Object.fromEntries(form))
  if (reason === '') {
    const faults = new URLSearchParams({ fault: 'reason', provider })
    redirect(await faultAddress(`/desk/unlocks?${faults}`))
  }
  const outage = { lenderId: lender.id, provider, reason, by: `staff:${staff.id}` }
  await transaction((tx) => beginOutage(tx, { ...outage, now: Temporal.Now.instant() }))
  redirect('/desk/unlocks')
}

/** The lock service works again: what waited goes by itself. */
export async function resumeSending(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff('approver')
  const { provider } = serviceForm.parse(Object.fromEntries(form))
  const outage = { lenderId: lender.id, provider, by: `staff:${staff.id}` }
  await transaction((tx) => endOutage(tx, { ...outage, now: Temporal.Now.instant() }))
  redirect('/desk/unlocks')
}

/** The ledger is right: phones of this lock service open by it from now on. */
export async function letOpen(form: FormData): Promise<never> {
  const { staff, lender } = await requireStaff('approver')
  const { provider } = serviceForm.parse(Object.fromEntries(form))
  const [service, now] = [{ lenderId: lender.id, provider }, Temporal.Now.instant()]
  const { count: phones } = await wouldOpen(database(), service, now)
  await transaction((tx) => endWatching(tx, { ...service, staffId: staff.id, phones, now }))
  redirect('/desk/unlocks')
}
