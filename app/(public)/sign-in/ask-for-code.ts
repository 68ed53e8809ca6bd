import { countedAccount, type Method, type OpenChallenge } from '#lib/accounts/challenge.ts'
import { type Asker, allowCode, type Limit, limitSends } from '#lib/accounts/limits.ts'
import { sendCode } from '#lib/accounts/send-code.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type Browser, isKnownFor } from '#lib/http/browser.ts'

/** Where somebody signs in: from which address, in which browser. */
export type Place = { address: string; browser: Browser }

export type Asked = Limit | { ok: false; refusal: 'over' }

/** Has a code made for a sign-in under way, as far as its limits allow; `over`: the sign-in is over. */
export async function askForCode(
  challenge: OpenChallenge,
  { method, place, now }: { method: Method; place: Place; now: Temporal.Instant },
): Promise<Asked> {
  const { id: challengeId, lenderId } = challenge
  const send = async (length: Awaited<ReturnType<typeof allowCode>>): Promise<Asked> => {
    const asked = { challengeId, lenderId, method, length, now }
    const isSent = await transaction((tx) => sendCode(tx, asked))
    return isSent ? { ok: true } : { ok: false, refusal: 'over' }
  }
  // A printed code is there already.
  if (method === 'recovery_code') return send(null)
  const account = await countedAccount(database(), challenge)
  const asker = askerFor(account, place, now)
  const limit = await limitSends(asker)
  return limit.ok ? send(await allowCode(account, asker)) : limit
}

/** What a code for this account is counted by. */
export function askerFor(
  account: string,
  { address, browser }: Place,
  now: Temporal.Instant,
): Asker {
  return { address, browserId: browser.id, isKnown: isKnownFor(browser, account, now) }
}
