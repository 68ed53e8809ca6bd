'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { faultAddress, withFaults } from '#app/form-faults.ts'
import { pathOr, secret, text, typedText } from '#app/form-values.ts'
import { thisBrowser } from '#app/this-browser.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isKnownFor } from '#lib/http/browser.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { queueBrowserLink } from '#lib/staff/browser-link.ts'
import { halfSignedIn } from '#lib/staff/guards.ts'
import { isPassword } from '#lib/staff/password.ts'
import { staffCookieName, staffCookieOptions } from '#lib/staff/session-cookie.ts'
import { endStaffSession, startHalfSession } from '#lib/staff/sessions.ts'
import { maySignIn, noteRefused, staffByEmail, takeCode } from '#lib/staff/sign-in.ts'
import {
  forgiveCode,
  forgivePassword,
  limitCodes,
  limitPasswords,
} from '#lib/staff/sign-in-limits.ts'
import { appCodeIn } from '#lib/staff/totp.ts'
import { enterDesk } from './enter-desk.ts'

export type PasswordState = {
  email: string
  faults: { email?: 'email' | 'wrong' | 'limited'; password?: 'password' }
}

const next = pathOr('/desk', '/desk')
const passwordForm = z.object({ email: text(254), password: secret, next })
const codeForm = z.object({ code: typedText(2_000), next })

/** The first proof. What was typed as the password is never given back. */
export async function enterPassword(_: PasswordState, form: FormData): Promise<PasswordState> {
  const lender = await requireLender()
  const { password, next, ...typed } = passwordForm.parse(Object.fromEntries(form))
  const email = typed.email.toLowerCase()
  if (!/^[^\s\p{Cc}]+@[^\s\p{Cc}]+$/u.test(email))
    return withFaults({ email, faults: { email: 'email' } })
  if (password === '') return withFaults({ email, faults: { password: 'password' } })
  const now = Temporal.Now.instant()
  const account = await staffByEmail(database(), lender.id, email)
  const address = clientAddress(await headers())
  const knownBrowser = await knownFor(account?.id)
  const tried = { lenderId: lender.id, email, address, knownBrowser }
  const limit = await limitPasswords(tried)
  const about = { lenderId: lender.id, staffId: account?.id, now }
  if (!limit.ok) {
    await transaction((tx) => noteRefused(tx, { ...about, why: 'limited' }))
    await queueBrowserLink(database(), { lenderId: lender.id, email, staffId: account?.id })
    return withFaults({ email, faults: { email: 'limited' } })
  }
  const isRight = await isPassword(password, account?.passwordHash ?? null)
  if (!isRight || !maySignIn(account)) {
    const why = !account ? 'unknown' : isRight ? 'not_set_up' : 'password'
    await transaction((tx) => noteRefused(tx, { ...about, why }))
    return withFaults({ email, faults: { email: 'wrong' } })
  }
  await forgivePassword(tried)
  await beginHalfSession({ lenderId: lender.id, staffId: account.id })
  redirect(`/desk/sign-in/code?next=${encodeURIComponent(next)}`)
}

export async function enterCode(form: FormData): Promise<never> {
  const half = await halfSignedIn()
  const { next, ...typed } = codeForm.parse(Object.fromEntries(form))
  if (!half) redirect(`/desk/sign-in?again=1&next=${encodeURIComponent(next)}`)
  const page = `/desk/sign-in/code?next=${encodeURIComponent(next)}`
  const [code, now] = [appCodeIn(typed.code), Temporal.Now.instant()]
  if (!code) redirect(await faultAddress(`${page}&fault=missing`))
  const who = { lenderId: half.lender.id, staffId: half.staff.id }
  const knownBrowser = await knownFor(half.staff.id)
  const coded = { sessionId: half.sessionId, staffId: half.staff.id, knownBrowser }
  const limit = await limitCodes(coded)
  if (!limit.ok) {
    await transaction((tx) => noteRefused(tx, { ...who, why: 'limited', now }))
    await queueBrowserLink(database(), { ...who, email: half.staff.email })
    redirect(await faultAddress(`${page}&fault=limited`))
  }
  const entered = await transaction(async (tx) => {
    if (await takeCode(tx, { ...who, code, now })) return enterDesk(tx, { ...who, now })
    await noteRefused(tx, { ...who, why: 'code', now })
    return undefined
  })
  if (!entered) return redirect(await faultAddress(`${page}&fault=wrong`))
  await forgiveCode(coded)
  await entered.enter()
  redirect(next)
}

/** This browser, when somebody's account was opened in it before. */
async function knownFor(staffId: string | undefined): Promise<string | undefined> {
  const browser = await thisBrowser()
  const isKnown = staffId && isKnownFor(browser, staffId, Temporal.Now.instant())
  return isKnown ? browser.id : undefined
}

async function beginHalfSession(who: { lenderId: string; staffId: string }): Promise<void> {
  const jar = await cookies()
  const now = Temporal.Now.instant()
  const before = jar.get(staffCookieName())?.value
  const secret = await transaction(async (tx) => {
    if (before) await endStaffSession(tx, before, now)
    return startHalfSession(tx, { ...who, now })
  })
  jar.set(staffCookieName(), secret, staffCookieOptions())
}
