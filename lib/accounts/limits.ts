import {
  forgetPoints,
  givePointBack,
  type Limit,
  type Rule,
  takePoint,
  takePoints,
  takeTurn,
} from '#lib/db/rate-limits.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { keyedHash } from '#lib/encrypt.ts'
import { type Method, methods, type Way } from './challenge.ts'
import { codePauseSeconds } from './start-challenge.ts'

export type { Limit }

const hour = 60 * 60
const day = 24 * hour

// What one address may cost a lender. High enough for a whole network of people behind it: what keeps accounts safe is below.
const startsAtAddress: Rule = { name: 'starts-address', points: 3_000, seconds: hour }
const sendsAtAddress: Rule = { name: 'sends-address', points: 1_500, seconds: hour }
// For somebody who presses again and again.
const sendsOfBrowserHour: Rule = { name: 'sends-browser-hour', points: 8, seconds: hour }
const sendsOfBrowserDay: Rule = { name: 'sends-browser-day', points: 16, seconds: day }

// For somebody who presses twice: what is pressed within the pause sends nothing, and the code sent before stays right.
const codeOfSignIn: Rule = { name: 'code-of-sign-in', points: 1, seconds: codePauseSeconds }
// For one account from one place: what is asked for within the pause is sent at its end.
const codesInTurn = { name: 'codes-in-turn', seconds: codePauseSeconds }

// Nobody is told these: that two names are limited together would say that they are one account.
const shortOfAccount: Rule = { name: 'short-account', points: 5, seconds: day }
const shortAtAddress: Rule = { name: 'short-address', points: 30, seconds: hour }
const codesFromAddress: Rule = { name: 'codes-account-address', points: 20, seconds: day }
// More than a day of spaced codes comes to (`space-codes.ts`): who waits for a turn gets it.
const codesOfAccount: Rule = { name: 'codes-account', points: 150, seconds: day }
const codesInBrowser: Rule = { name: 'codes-account-browser', points: 60, seconds: day }

/** At which lender, and from where; each lender's people are counted by themselves. */
type Place = { lenderId: string; address: string }

/** Whether one more sign-in may begin at this place. In a browser in which any account was opened before it always may. */
export async function limitStarts(place: Place & { isKnown: boolean }): Promise<Limit> {
  return place.isKnown ? { ok: true } : takePoint(startsAtAddress, placeKey(place))
}

/** Who asks for a code: at which lender, from where, and whether this account was opened in this browser before. */
export type Asker = Place & { browserId: string; isKnown: boolean }

/** Whether this browser may ask for one more code; what others at its address did does not count where it is known. */
export function limitSends(asker: Asker): Promise<Limit> {
  const { browserId, isKnown } = asker
  const own: Take[] = [
    [sendsOfBrowserHour, browserId],
    [sendsOfBrowserDay, browserId],
  ]
  return takePoints(isKnown ? own : [...own, [sendsAtAddress, placeKey(asker)]])
}

type Pressed = { challengeId: string; method: Method }

/** Whether this sign-in may ask for a code by this way once more so soon. It knows nothing of the account. */
export function limitRepeats(pressed: Pressed): Promise<Limit> {
  return takePoint(codeOfSignIn, pressKey(pressed))
}

/** Gives the pressing back: nothing was sent. */
export function forgiveRepeat(pressed: Pressed): Promise<void> {
  return givePointBack(codeOfSignIn, pressKey(pressed))
}

function pressKey({ challengeId, method }: Pressed): string {
  return `${challengeId} ${method}`
}

export type Turn = { at: Temporal.Instant; key: string }

/**
 * When the next code for an account may go by this way. Strangers elsewhere take nobody's turn, nor does anybody the
 * turn of a browser in which the account was opened before.
 */
export async function takeCodeTurn(
  tx: Tx,
  { account, asker, way }: { account: string; asker: Asker; way: Way },
  now: Temporal.Instant,
): Promise<Turn> {
  const key = turnKey(account, asker, way)
  return { key, at: await takeTurn(tx, codesInTurn, { key, now }) }
}

function turnKey(account: string, { address, browserId, isKnown }: Asker, way: Way): string {
  return hashed(`${account} ${isKnown ? browserId : address} ${way}`)
}

export type CodeLength = 6 | 9

/**
 * How long the next code for an account is; null: none is sent. The first codes of a day that nobody used have six
 * digits, all others nine, so that guessing ends and whoever can read the code still comes in. However many strangers
 * ask for codes, a browser in which the account was opened before gets its own.
 */
export async function allowCode(account: string, asker: Asker): Promise<CodeLength | null> {
  if (!(await takePoints(codeKeys(account, asker))).ok) return null
  return (await takePoints(shortKeys(account, asker))).ok ? 6 : 9
}

/** Gives back what a code was counted for: it was used. */
export async function forgiveCode(
  account: string,
  asker: Asker,
  length: CodeLength,
): Promise<void> {
  const place = placeKey(asker)
  const counted: Take[] = [
    ...codeKeys(account, asker),
    ...(length === 6 ? shortKeys(account, asker) : []),
    ...(asker.isKnown
      ? []
      : ([
          [sendsAtAddress, place],
          [startsAtAddress, place],
        ] as const)),
  ]
  for (const [rule, key] of counted) await givePointBack(rule, key)
  await forgetPoints(
    codesInTurn,
    methods.map((way) => turnKey(account, asker, way)),
  )
}

type Take = readonly [Rule, string]

function codeKeys(account: string, { address, browserId, isKnown }: Asker): Take[] {
  if (isKnown) return [[codesInBrowser, hashed(`${account} ${browserId}`)]]
  return [
    [codesFromAddress, hashed(`${account} ${address}`)],
    [codesOfAccount, hashed(account)],
  ]
}

function shortKeys(account: string, asker: Asker): Take[] {
  return [
    [shortOfAccount, hashed(account)],
    [shortAtAddress, placeKey(asker)],
  ]
}

function placeKey({ lenderId, address }: Place): string {
  return hashed(`${lenderId} ${address}`)
}

function hashed(text: string): string {
  return keyedHash(text, 'limit').toString('base64url')
}
