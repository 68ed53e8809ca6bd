'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { faultAddress } from '#app/form-faults.ts'
import { id, pathOr, ticked, typedText } from '#app/form-values.ts'
import { keepBrowser, thisBrowser } from '#app/this-browser.ts'
import {
  isJustAsked,
  isWay,
  type Method,
  type OpenChallenge,
  openChallenge,
  type Way,
} from '#lib/accounts/challenge.ts'
import type { Verdict } from '#lib/accounts/count-try.ts'
import { type Identifier, readIdentifier } from '#lib/accounts/identifier.ts'
import { type Limit, limitStarts } from '#lib/accounts/limits.ts'
import { startChallenge } from '#lib/accounts/start-challenge.ts'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { askForCode, type Place } from './ask-for-code.ts'
import { codeTyped } from './code-typed.ts'
import { openDoor } from './open-door.ts'
import { keepSignInState, requireChallenge, signInState } from './sign-in-state.ts'
import { tryCode } from './try-code.ts'

const startForm = z.object({
  identifier: typedText(2_000),
  next: pathOr('/phones'),
  signIn: id.optional().catch(undefined),
})

export async function start(form: FormData): Promise<never> {
  const lender = await requireLender()
  const { identifier: typed, next, signIn } = startForm.parse(Object.fromEntries(form))
  const before = await signInState()
  const code = await codeTyped(typed, lender)
  if (code?.leadsTo) redirect(code.leadsTo)
  const noName = typed.slice(0, 300)
  await keepSignInState({ ...before, noName, next })
  const browser = await thisBrowser()
  await keepBrowser(browser)
  const reading = readIdentifier(typed, lender.country)
  if (!reading.ok) redirect(await faultAddress(`/sign-in?fault=${reading.refusal}`))
  // Told once: whoever means a loan number that looks so says it again.
  const doubt = code ? 'code' : reading.doubt
  if (doubt && ![before.noName, before.typed].includes(noName))
    redirect(await faultAddress(`/sign-in?fault=${doubt}`))
  const place = { lenderId: lender.id, address: clientAddress(await headers()) }
  await refuseLimited(
    '/sign-in',
    await limitStarts({ ...place, isKnown: browser.known.length > 0 }),
  )
  const { identifier } = reading
  const now = Temporal.Now.instant()
  const challenge =
    (await askedBefore(before.challengeId, { lender, identifier, now })) ??
    (await transaction((tx) => beginSignIn(tx, { lender, identifier, now, id: signIn })))
  await keepSignInState({ challengeId: challenge?.id, typed, next })
  if (challenge) await send(challenge, 'best', '/sign-in')
  redirect('/sign-in/code')
}

type Asked = { lender: Lender; identifier: Identifier; now: Temporal.Instant }

// The same name typed once more in this browser, a moment after: its code is on the way.
async function askedBefore(
  challengeId: string | undefined,
  { lender, identifier, now }: Asked,
): Promise<OpenChallenge | undefined> {
  if (!challengeId) return undefined
  const open = await openChallenge(database(), { id: challengeId, lenderId: lender.id, now })
  const isSame = open?.identifierHash.equals(identifier.hash) && isJustAsked(open, now)
  return isSame ? open : undefined
}

async function beginSignIn(tx: Tx, { lender, identifier, now, id }: Asked & { id?: string }) {
  const lenderId = lender.id
  const begun = await startChallenge(tx, { lenderId, identifier, now, id })
  return openChallenge(tx, { id: begun, lenderId, now })
}

const wayForm = z.object({ way: z.custom<Way>(isWay) })

export async function chooseWay(form: FormData): Promise<never> {
  const { challenge } = await requireChallenge()
  const asked = wayForm.safeParse(Object.fromEntries(form))
  if (!asked.success) redirect('/sign-in/code')
  await send(challenge, asked.data.way, '/sign-in/code')
  redirect('/sign-in/code')
}

export async function sendAgain(): Promise<never> {
  const { challenge } = await requireChallenge()
  if (!challenge.method) redirect('/sign-in')
  await send(challenge, challenge.method, '/sign-in/code')
  redirect('/sign-in/code?sent=again')
}

const codeForm = z.object({ code: typedText(2_000), ownDevice: ticked })

export async function enterCode(form: FormData): Promise<never> {
  const { challenge, lender, state } = await requireChallenge()
  const { code, ownDevice } = codeForm.parse(Object.fromEntries(form))
  if (code.trim() === '') redirect(await faultAddress('/sign-in/code?fault=missing'))
  const now = Temporal.Now.instant()
  const typed = { code, place: await thisPlace(), now }
  const verdict = await tryCode(challenge, typed, (tx, borrowerId) =>
    openDoor(tx, { lender, borrowerId, ownDevice, now }),
  )
  if (!verdict.ok) {
    if (verdict.refusal === 'not_a_code')
      await keepSignInState({ ...state, noCode: code.slice(0, 300) })
    return redirect(await faultAddress(`/sign-in/code?${faultOf(verdict)}`))
  }
  await verdict.opened.enter()
  redirect(state.next)
}

async function send(challenge: OpenChallenge, method: Method, page: string): Promise<void> {
  const place = await thisPlace()
  const now = Temporal.Now.instant()
  const asked = await askForCode(challenge, { method, place, now })
  if (asked.ok) return
  if (asked.refusal === 'over') redirect('/sign-in?again=1')
  if (asked.refusal === 'just_sent')
    redirect(`/sign-in/code?soon=${asked.retryAt.epochMilliseconds}`)
  if (asked.refusal === 'spaced')
    redirect(`/sign-in/code?spaced=${asked.retryAt.epochMilliseconds}`)
  await refuseLimited(page, asked)
}

async function refuseLimited(page: string, limit: Limit): Promise<void> {
  if (limit.ok) return
  const until = limit.retryAt.epochMilliseconds
  redirect(await faultAddress(`${page}?fault=limited&until=${until}`))
}

function faultOf(verdict: Exclude<Verdict, { ok: true }>): string {
  if (verdict.refusal !== 'wrong') return `fault=${verdict.refusal}`
  return verdict.triesLeft > 0 ? `fault=wrong&left=${verdict.triesLeft}` : 'fault=too_many'
}

async function thisPlace(): Promise<Place> {
  return { address: clientAddress(await headers()), browser: await thisBrowser() }
}
