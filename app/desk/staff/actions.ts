'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { withFaults } from '#app/form-faults.ts'
import { id, oneOf, text } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isMailAddress } from '#lib/domain/identity/email.ts'
import { languages } from '#lib/domain/languages.ts'
import { staffRoles } from '#lib/domain/roles.ts'
import { changeRole, disableStaff } from '#lib/staff/change-staff.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { invitationLink, inviteStaff, resetStaff } from '#lib/staff/invite-staff.ts'

const invitation = z.object({
  name: z.string().transform((typed) =>
    typed
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 120),
  ),
  email: text(254).transform((typed) => typed.toLowerCase()),
  role: z.enum(staffRoles).catch('agent'),
  locale: z.enum(languages).catch('en'),
})

export type Invite = {
  typed: { name: string; email: string; role: string; locale: string }
  faults: { name?: 'name'; email?: 'email' | 'exists' }
  /** Exists only in the answer to the form: in no address, and not after a reload. */
  link?: string
}

export async function invite(_: Invite, form: FormData): Promise<Invite> {
  const { lender, staff } = await requireStaff('admin')
  const typed = requireForm(form, invitation)
  if (typed.name === '') return withFaults({ typed, faults: { name: 'name' } })
  if (!isMailAddress(typed.email)) return withFaults({ typed, faults: { email: 'email' } })
  const by = { lenderId: lender.id, actor: `staff:${staff.id}`, now: Temporal.Now.instant() }
  const made = await transaction((tx) => inviteStaff(tx, { ...by, ...typed }))
  if ('refusal' in made) return withFaults({ typed, faults: { email: made.refusal } })
  // The list around the form has one more.
  refresh()
  return { typed, faults: {}, link: invitationLink(lender.host, made) }
}

const staffForm = z.object({ staffId: id, role: oneOf(staffRoles), seenRole: oneOf(staffRoles) })

export async function setRole(form: FormData): Promise<never> {
  const { signedIn, act, role, seenRole } = await asked(form)
  if (!role || !seenRole) return missing()
  const { refusal } = await transaction((tx) => changeRole(tx, { ...act, role, seenRole }))
  if (refusal === 'not_found') return notAtThisDesk(signedIn, `staff ${act.staffId}`)
  redirect(`/desk/staff/${act.staffId}?done=${refusal ?? 'role'}`)
}

export async function disable(form: FormData): Promise<never> {
  const { signedIn, act } = await asked(form)
  const { refusal } = await transaction((tx) => disableStaff(tx, act))
  if (refusal === 'not_found') return notAtThisDesk(signedIn, `staff ${act.staffId}`)
  redirect(`/desk/staff/${act.staffId}?done=${refusal ?? 'disabled'}`)
}

export async function reset(_: string | undefined, form: FormData): Promise<string | undefined> {
  const { signedIn, act } = await asked(form)
  const made = await transaction((tx) => resetStaff(tx, act))
  if ('refusal' in made) return notAtThisDesk(signedIn, `staff ${act.staffId}`)
  return invitationLink(signedIn.lender.host, made)
}

async function asked(form: FormData) {
  const signedIn = await requireStaff('admin')
  const { staffId, ...roles } = requireForm(form, staffForm)
  const by = { lenderId: signedIn.lender.id, actor: `staff:${signedIn.staff.id}` }
  return { signedIn, ...roles, act: { ...by, staffId, now: Temporal.Now.instant() } }
}
