import { countedAccount, type Method, type OpenChallenge } from '#lib/accounts/challenge.ts'
import {
  type Asker,
  allowCode,
  forgiveRepeat,
  type Limit,
  limitRepeats,
  limitSends,
  takeCodeTurn,
} from '#lib/accounts/limits.ts'
import { keepCode, noteAsked, sendCode } from '#lib/accounts/send-code.ts'
import { spaceAccount, spaceName } from '#lib/accounts/space-codes.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type Browser, isKnownFor } from '#lib/http/browser.ts'

/** Where somebody signs in: from which address, in which browser. */
export type Place = { address: string; browser: Browser }

export type Asked =
  | Limit
  | { ok: false; refusal: 'over' }
  /** The last one went out a moment ago; it stays right. */
  | { ok: false; refusal: 'just_sent'; retryAt: Temporal.Instant }
  /** So many were asked for with this name that the next one waits; one that was sent for this sign-in stays right. */
  | { ok: false; refusal: 'spaced'; retryAt: Temporal.Instant }

type Asking = { method: Method; place: Place; now: Temporal.Instant }

/** Has a code made for a sign-in under way, as far as its limits allow; `over`: the sign-in is over. */
export async function askForCode(challenge: OpenChallenge, asking: Asking): Promise<Asked> {
  const { id: challengeId, lenderId } = challenge
  const { method, place, now } = asking
  const asked = { challengeId, lenderId, method, now }
  // A printed code is there already.
  if (method === 'recovery_code')
    return sentOrOver(await transaction((tx) => sendCode(tx, { ...asked, length: null })))
  const pause = await limitRepeats(asked)
  if (!pause.ok) {
    await transaction((tx) => noteAsked(tx, asked))
    return { ok: false, refusal: 'just_sent', retryAt: pause.retryAt }
  }
  const { account, bestWay } = await countedAccount(database(), challenge)
  const asker = askerFor({ lenderId, account }, place, now)
  const limit = await limitSends(asker)
  if (!limit.ok) {
    await forgiveRepeat(asked)
    return limit
  }
  const way = method === 'best' ? bestWay : method
  if (await transaction((tx) => keepCode(tx, { ...asked, way }))) return { ok: true }
  const { identifierHash } = challenge
  const named = await spaceName({ identifierHash, method }, { asker, now })
  if (!named.ok) await forgiveRepeat(asked)
  const mayGo = named.ok && (await spaceAccount({ account, way }, { asker, now })).ok
  const length = mayGo ? await allowCode(account, asker) : null
  const isSent = await transaction(async (tx) => {
    const turn = length === null ? undefined : await takeCodeTurn(tx, { account, asker, way }, now)
    return sendCode(tx, { ...asked, length, turn })
  })
  return named.ok || !isSent
    ? sentOrOver(isSent)
    : { ok: false, refusal: 'spaced', retryAt: named.retryAt }
}

function sentOrOver(isSent: boolean): Asked {
  return isSent ? { ok: true } : { ok: false, refusal: 'over' }
}

/** What a code for this account is counted by. */
export function askerFor(
  { lenderId, account }: { lenderId: string; account: string },
  { address, browser }: Place,
  now: Temporal.Instant,
): Asker {
  return { lenderId, address, browserId: browser.id, isKnown: isKnownFor(browser, account, now) }
}
