'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { enterDesk } from '#app/desk/sign-in/enter-desk.ts'
import { faultAddress } from '#app/form-faults.ts'
import { secret, typedText } from '#app/form-values.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { hashPassword, passwordFault } from '#lib/staff/password.ts'
import { limitCodes } from '#lib/staff/sign-in-limits.ts'
import {
  choosePassword,
  confirmApp,
  type Invitation,
  invitationOf,
} from '#lib/staff/take-up-invitation.ts'
import { appCodeIn } from '#lib/staff/totp.ts'

const tokenForm = z.object({ token: typedText(200) })
const passwordForm = tokenForm.extend({ password: secret, repeated: secret })
const codeForm = tokenForm.extend({ code: typedText(2_000) })

export async function setPassword(form: FormData): Promise<never> {
  const { token, password, repeated } = passwordForm.parse(Object.fromEntries(form))
  const { invitation, page } = await requireInvitation(token)
  const { name, email } = invitation
  const fault = passwordFault(password, [name, email, email.split('@')[0] ?? ''])
  if (fault) redirect(await faultAddress(`${page}?fault=${fault}`))
  if (password !== repeated) redirect(await faultAddress(`${page}?fault=different`))
  const hash = await hashPassword(password)
  await transaction((tx) => choosePassword(tx, invitation, hash))
  redirect(page)
}

export async function confirmCode(form: FormData): Promise<never> {
  const { token, ...typed } = codeForm.parse(Object.fromEntries(form))
  const { invitation, page } = await requireInvitation(token)
  const { invitationId, lenderId, staffId } = invitation
  const [code, now] = [appCodeIn(typed.code), Temporal.Now.instant()]
  if (!code) redirect(await faultAddress(`${page}?fault=missing`))
  const limit = await limitCodes({ sessionId: invitationId, staffId, knownBrowser: invitationId })
  if (!limit.ok) redirect(await faultAddress(`${page}?fault=limited`))
  const entered = await transaction(async (tx) => {
    const confirmed = await confirmApp(tx, invitation, { code, now })
    return confirmed ? enterDesk(tx, { lenderId, staffId, now }) : undefined
  })
  if (!entered) return redirect(await faultAddress(`${page}?fault=wrong`))
  await entered.enter()
  redirect('/desk')
}

async function requireInvitation(token: string): Promise<{ invitation: Invitation; page: string }> {
  const lender = await requireLender()
  const now = Temporal.Now.instant()
  const invitation = await invitationOf(database(), { token, lenderId: lender.id, now })
  if (invitation) return { invitation, page: `/desk/welcome/${encodeURIComponent(token)}` }
  return redirect('/desk/welcome/over')
}
